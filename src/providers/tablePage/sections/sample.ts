import * as vscode from 'vscode';
import { offers } from '../../../catalog/capabilities.js';
import type { RowsView } from '../../../webviews/tablePage/protocol.js';
import { factsText, noteTexts } from '../../preview/previewWords.js';
import type { Section } from '../section.js';

/** So many are enough to see what is in a table. */
const sampleRows = 20;
/** Longer values are cut: the grid has them whole. */
const longestValue = 200;

/** Some rows, fetched when they are asked for. */
export const sampleSection: Section = {
  id: 'sample',
  heading: () => vscode.l10n.t('Sample'),
  ask: () => vscode.l10n.t('Show Some Rows'),
  isOffered: ({ catalog, kind }) => kind === 'table' && offers(catalog, 'preview'),
  async load({ services, place, signal }): Promise<RowsView> {
    const { catalog, table, version } = place;
    if (!offers(catalog, 'preview')) throw new TypeError('the catalog has no previews');
    const preview = await catalog.preview(table, version, signal);
    try {
      const { rows, columns } = await services.duckdb.rows(
        `SELECT * FROM (${preview.sql})`,
        signal,
      );
      const shown = rows.slice(0, sampleRows);
      return {
        form: 'rows',
        head: columns.map(({ name }) => name),
        types: columns.map(({ type }) => type),
        rows: shown.map((row) =>
          row.map((value) =>
            value !== null && value.length > longestValue
              ? `${value.slice(0, longestValue)}…`
              : value,
          ),
        ),
        notes: [factsText(preview, rows.length), ...noteTexts(preview)],
        empty: vscode.l10n.t('The table has no rows.'),
        more: { action: 'preview', label: vscode.l10n.t('Open in Grid') },
      };
    } finally {
      await preview.dispose();
    }
  },
};

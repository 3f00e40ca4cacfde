import * as vscode from 'vscode';
import { errorText } from '../../../host/errorText.js';
import { sizeText } from '../../../host/sizeText.js';
import type { Section } from '../section.js';

/** What the table is, where it lies, and how large it is. */
export const overviewSection: Section = {
  id: 'overview',
  heading: () => vscode.l10n.t('Overview'),
  isOffered: () => true,
  async load({ table: loadTable }) {
    const table = await loadTable();
    const { format, owner, location, partitioning, rows, files, deleteFiles, bytes } = table;
    const number = (value: bigint | undefined): string | undefined =>
      value?.toLocaleString(vscode.env.language);
    const facts: readonly (readonly [string, string | undefined, isCode?: boolean])[] = [
      [
        vscode.l10n.t('Kind'),
        table.kind === 'view' ? vscode.l10n.t('view') : vscode.l10n.t('table'),
      ],
      [vscode.l10n.t('Format'), format],
      [vscode.l10n.t('Owner'), owner],
      [vscode.l10n.t('Last change'), timeText(table.updatedAt)],
      [vscode.l10n.t('Rows'), number(rows)],
      [vscode.l10n.t('Size'), bytes === undefined ? undefined : sizeText(bytes)],
      [vscode.l10n.t('Files'), number(files)],
      [vscode.l10n.t('Delete files'), number(deleteFiles)],
      [
        vscode.l10n.t('Partitioned by'),
        partitioning.length === 0 ? undefined : partitioning.join(', '),
        true,
      ],
      [vscode.l10n.t('Location'), location, true],
      [vscode.l10n.t('Metadata'), table.metadataLocation, true],
      [vscode.l10n.t('View'), table.view?.sql, true],
    ];
    return {
      form: 'facts',
      facts: facts.flatMap(([label, value, isCode = false]) =>
        value === undefined ? [] : [{ label, value, isCode }],
      ),
      notes: table.incomplete === undefined ? [] : [errorText(table.incomplete)],
    };
  },
};

/** In the reader's own time, with the zone said. */
export function timeText(milliseconds: number | undefined): string | undefined {
  if (milliseconds === undefined) return undefined;
  return new Date(milliseconds).toLocaleString(vscode.env.language, {
    dateStyle: 'medium',
    timeStyle: 'long',
  });
}

import * as vscode from 'vscode';
import { hasSnapshots, type Snapshot } from '../../../catalog/catalog.js';
import type { SnapshotsView } from '../../../webviews/tablePage/protocol.js';
import type { Section } from '../section.js';
import { timeText } from './overview.js';

/** How the table came to be as it is. */
export const snapshotsSection: Section = {
  id: 'snapshots',
  heading: () => vscode.l10n.t('Snapshots'),
  isOffered: ({ catalog, kind }) => kind === 'table' && hasSnapshots(catalog),
  async load({ place, signal }): Promise<SnapshotsView> {
    const { catalog, table } = place;
    if (!hasSnapshots(catalog)) throw new TypeError('the catalog has no snapshots');
    const snapshots = await catalog.listSnapshots(table, signal);
    return {
      form: 'snapshots',
      snapshots: snapshots.map((snapshot) => ({
        id: String(snapshot.id),
        at: snapshot.committedAt,
        when: timeText(snapshot.committedAt) ?? '',
        operation: snapshot.operation ?? '',
        change: changeText(snapshot),
        refs: snapshot.refs,
        isCurrent: snapshot.isCurrent,
      })),
      words: {
        none: vscode.l10n.t('The table has no snapshots.'),
        preview: vscode.l10n.t('Preview'),
        query: vscode.l10n.t('Query as Of'),
        copy: vscode.l10n.t('Copy Id'),
        current: vscode.l10n.t('now'),
        drawing: vscode.l10n.t('{0} snapshots over time'),
        more: vscode.l10n.t('Show All {0}'),
      },
    };
  },
};

function changeText({ summary }: Snapshot): string {
  const rows = (key: string): string | undefined => {
    const value = summary[key];
    return value === undefined || !/^\d+$/.test(value)
      ? undefined
      : BigInt(value).toLocaleString(vscode.env.language);
  };
  const added = rows('added-records');
  const deleted = rows('deleted-records') ?? rows('added-position-deletes');
  return [
    ...(added === undefined ? [] : [`+${added}`]),
    ...(deleted === undefined ? [] : [`−${deleted}`]),
  ].join(' ');
}

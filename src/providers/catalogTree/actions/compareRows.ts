import * as vscode from 'vscode';
import type { RelationCatalog, Snapshot } from '../../../catalog/catalog.js';
import { toAbortSignal } from '../../../host/abort.js';
import type { Services } from '../../../host/services.js';
import { rowsText } from '../../../notebooks/resultOutput.js';
import { storeSelect } from '../../../results/storeSelect.js';
import type { StoredResult } from '../../../results/storedResult.js';
import { compareBoth } from '../../compare/compareBoth.js';
import type { ResultChoice } from '../../compare/resultChoices.js';
import { tableTitle } from '../../preview/previewWords.js';
import { utcText } from '../looks/looks.js';
import type { InTable } from '../nodes/catalogNode.js';

/** Reads all rows of a table as two snapshots have them, and opens the page of what is different between them. */
export async function compareRows(
  services: Services,
  { table, catalog }: Pick<InTable, 'table'> & { readonly catalog: RelationCatalog },
  snapshots: readonly [before: Snapshot, after: Snapshot],
): Promise<void> {
  const stored: StoredResult[] = [];
  const read = async ({ id }: Snapshot, signal: AbortSignal): Promise<StoredResult> => {
    const { sql } = await catalog.relation(table, { version: { snapshotId: id } }, signal);
    const result = await storeSelect(services, sql, signal);
    stored.push(result);
    return result;
  };
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Reading two snapshots of {0}', tableTitle({ table })),
    cancellable: true,
  };
  const [before, after] = snapshots;
  try {
    const [left, right] = await vscode.window.withProgress(options, async (_, token) => {
      const signal = toAbortSignal(token);
      return [await read(before, signal), await read(after, signal)] as const;
    });
    const toChoice = (result: StoredResult, { committedAt }: Snapshot): ResultChoice => ({
      result,
      title: utcText(committedAt),
      facts: rowsText(result.rows),
      place: tableTitle({ table }),
    });
    await compareBoth(services, [toChoice(left, before), toChoice(right, after)]);
  } finally {
    // What differs is a result of its own by now.
    for (const { id } of stored) await services.results.remove(id);
  }
}

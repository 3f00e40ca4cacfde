import * as vscode from 'vscode';
import type { HistoryEntry } from '../../history/historyEntry.js';
import { openNewNotebook } from '../../notebooks/openNewNotebook.js';

/** Opens a new notebook with the statement of a run, where it was run. It is not run. */
export async function openRunAsQuery(run: HistoryEntry): Promise<void> {
  const { connection, schema, sql } = run;
  const note = vscode.l10n.t('The statement was longer: only its beginning was kept.');
  await openNewNotebook({
    connection,
    schema,
    sql: run.isCut === true ? `-- ${note}\n${sql}` : sql,
  });
}

import * as vscode from 'vscode';
import type { Services } from '../host/services.js';
import { mostText } from '../history/historyEntry.js';
import { withoutSecrets } from '../history/withoutSecrets.js';
import type { StatementRun } from './runCell.js';

/** Keeps what was run in the history, unless the user wants none. A full disk is no failure of the statement. */
export function recordRun({ history, log }: Services): (run: StatementRun) => void {
  return ({ message, ...run }) => {
    if (!vscode.workspace.getConfiguration('lakehouse.history').get<boolean>('enabled', true))
      return;
    const sql = withoutSecrets(run.sql, 'duckdb');
    // What is wrong with a statement is told with parts of its text.
    const said = message === undefined || sql !== run.sql ? {} : { message };
    const cut = sql.length > mostText ? { isCut: true } : {};
    history
      .add({ ...run, ...said, ...cut, sql: sql.slice(0, mostText) })
      .catch((error: unknown) => {
        log.warn(`The history was not written: ${String(error)}`);
      });
  };
}

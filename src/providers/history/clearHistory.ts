import * as vscode from 'vscode';
import type { QueryHistory } from '../../history/queryHistory.js';

/** Forgets what was run in the workspace, after it was asked for. */
export async function clearHistory(history: QueryHistory): Promise<void> {
  const { length } = await history.list();
  if (length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The query history is empty.'));
    return;
  }
  const choice = vscode.l10n.t('Clear');
  const detail = vscode.l10n.t('Stored results stay. They are cleared by a command of their own.');
  const count = length.toLocaleString(vscode.env.language);
  const question = vscode.l10n.t(
    'Clear the query history of this workspace? Statements: {0}',
    count,
  );
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, choice);
  if (answer === choice) await history.clear();
}

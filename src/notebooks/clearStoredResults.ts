import * as vscode from 'vscode';
import { sizeText } from '../host/sizeText.js';
import type { ResultStore } from '../results/resultStore.js';
import { type Amount, clear, removable } from '../results/storage/cleanUp.js';
import type { WorkspaceStorage } from '../results/storage/workspaceStorage.js';

/** Removes all stored results that no open window uses, after it has said how much that is. */
export async function clearStoredResults(
  results: ResultStore,
  storage: WorkspaceStorage,
): Promise<void> {
  const found = await removable(storage, Date.now());
  if (found.bytes === 0 && found.results === 0) {
    const none = vscode.l10n.t('There are no stored results but those that open windows use.');
    void vscode.window.showInformationMessage(none);
    return;
  }
  const choice = vscode.l10n.t('Clear');
  const question = vscode.l10n.t('Clear {0}?', amountText(found));
  const detail = vscode.l10n.t(
    'These are the stored results of all workspaces. Those that open windows use stay. What is cleared can only be had again by running its query.',
  );
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, choice);
  if (answer !== choice) return;
  const close = (id: string): Promise<void> => results.close(id);
  const freed = await clear({ storage, now: Date.now(), close });
  void vscode.window.showInformationMessage(vscode.l10n.t('Cleared {0}.', amountText(freed)));
}

function amountText({ results, bytes }: Amount): string {
  const size = sizeText(bytes);
  return results === 1
    ? vscode.l10n.t('1 stored result, {0}', size)
    : vscode.l10n.t('{0} stored results, {1}', results.toLocaleString(vscode.env.language), size);
}

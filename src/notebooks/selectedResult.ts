import * as vscode from 'vscode';
import { shownResults } from './resultOutput.js';

/** The results below the selected cells of the active notebook, in their order. */
export function selectedResults(): readonly string[] {
  const editor = vscode.window.activeNotebookEditor;
  const cells = editor?.selections.flatMap((range) => editor.notebook.getCells(range)) ?? [];
  return cells.flatMap(shownResults);
}

/** The one that a command from the palette means: asks where there are several, says so where there is none. */
export async function askSelectedResult(): Promise<string | undefined> {
  const ids = selectedResults();
  if (ids.length === 0) {
    const none = vscode.l10n.t('Select a cell of an SQL notebook that has a result.');
    void vscode.window.showInformationMessage(none);
  }
  if (ids.length < 2) return ids[0];
  const items = ids.map((id, i) => ({ label: vscode.l10n.t('Result {0}', i + 1), id }));
  const placeHolder = vscode.l10n.t('Which result of the cell?');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.id;
}

/** Says that a result is no longer stored. */
export function sayResultGone(): void {
  void vscode.window.showWarningMessage(vscode.l10n.t('This result is gone. Run the cell again.'));
}

import * as vscode from 'vscode';
import type { GridClipboard } from './grid/gridHandlers.js';

/** The editor's clipboard, which works in a browser and over SSH too. */
export const gridClipboard: GridClipboard = {
  write: (text) => vscode.env.clipboard.writeText(text),
  confirm: async (values) => {
    const copy = vscode.l10n.t('Copy');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('Copy {0} values?', values.toLocaleString(vscode.env.language)),
      { modal: true, detail: vscode.l10n.t('An export writes them to a file instead.') },
      copy,
    );
    return chosen === copy;
  },
};

import * as vscode from 'vscode';
import type { CatalogNode } from '../nodes/catalogNode.js';
import { sqlNameOf } from './nodeSql.js';

/** Puts the names of nodes where the caret is: in the text editor or the notebook cell that was used last. */
export async function insertNames(nodes: readonly CatalogNode[]): Promise<void> {
  const name = nodes
    .map(sqlNameOf)
    .filter((one) => one !== undefined)
    .join(', ');
  const editor = cellEditor() ?? vscode.window.activeTextEditor;
  if (editor !== undefined) {
    await editor.edit((edit) => {
      for (const selection of editor.selections) edit.replace(selection, name);
    });
    return;
  }
  const cell = activeCell();
  if (cell !== undefined) {
    // A cell that is not being edited has no caret: the name goes to its end.
    const { document } = cell;
    const end = document.lineAt(document.lineCount - 1).range.end;
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, end, end.character === 0 ? name : ` ${name}`);
    await vscode.workspace.applyEdit(edit);
    return;
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Open a SQL cell or a text editor first: the name goes where its caret is.'),
  );
}

function activeCell(): vscode.NotebookCell | undefined {
  const editor = vscode.window.activeNotebookEditor;
  if (editor === undefined || editor.notebook.cellCount === 0) return undefined;
  return editor.notebook.cellAt(editor.selection.start);
}

/** The editor of the notebook's cell. While a notebook is in front, no other editor is meant. */
function cellEditor(): vscode.TextEditor | undefined {
  const uri = activeCell()?.document.uri.toString();
  return vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri);
}

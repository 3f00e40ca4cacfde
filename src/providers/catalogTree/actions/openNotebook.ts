import * as vscode from 'vscode';
import { withOption } from '../../../notebooks/format/options.js';
import { notebookType } from '../../../notebooks/notebookController.js';
import { LakeSqlSerializer } from '../../../notebooks/notebookSerializer.js';

/** Opens a new notebook on a connection, of one cell for each text. Markdown cells begin with `-- %% [markdown]`. */
export async function openNotebook(connection: string, cells: readonly string[]): Promise<void> {
  const marker = withOption('-- %% [notebook]', 'connection', connection);
  const text = [
    marker,
    ...cells.flatMap((cell, i) => (i === 0 || cell.startsWith('-- %%') ? [cell] : ['-- %%', cell])),
  ].join('\n');
  const notebook = await vscode.workspace.openNotebookDocument(
    notebookType,
    new LakeSqlSerializer().deserializeNotebook(new TextEncoder().encode(`${text}\n`)),
  );
  await vscode.window.showNotebookDocument(notebook);
}

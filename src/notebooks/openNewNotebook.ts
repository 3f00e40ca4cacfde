import * as vscode from 'vscode';
import { withOption } from './format/options.js';
import { notebookType } from './notebookController.js';
import { LakeSqlSerializer } from './notebookSerializer.js';

/** Opens a new SQL notebook with one cell, and what its header says of where it runs. */
export async function openNewNotebook({
  connection,
  schema = [],
  sql,
}: {
  readonly connection: string | undefined;
  readonly schema?: readonly string[];
  readonly sql: string;
}): Promise<vscode.NotebookDocument> {
  const placed = withOption('-- %% [notebook]', 'connection', connection);
  const header = withOption(placed, 'schema', schema.length === 0 ? undefined : schema.join('.'));
  const text = new TextEncoder().encode(`${header}\n${sql}\n`);
  const notebook = await vscode.workspace.openNotebookDocument(
    notebookType,
    new LakeSqlSerializer().deserializeNotebook(text),
  );
  await vscode.window.showNotebookDocument(notebook);
  return notebook;
}

import * as vscode from 'vscode';
import { withOption } from '../../notebooks/format/options.js';
import { notebookType } from '../../notebooks/notebookController.js';
import { LakeSqlSerializer } from '../../notebooks/notebookSerializer.js';
import { selectSql } from './selectSql.js';
import type { TablePlace } from './tablePlace.js';

/** Opens a new notebook with a statement that shows some rows of a table. */
export async function openQuery(
  place: TablePlace,
  { run }: { readonly run: boolean },
): Promise<void> {
  const marker = withOption('-- %% [notebook]', 'connection', place.connection.name);
  const text = new TextEncoder().encode(`${marker}\n${selectSql(place)}\n`);
  const notebook = await vscode.workspace.openNotebookDocument(
    notebookType,
    new LakeSqlSerializer().deserializeNotebook(text),
  );
  await vscode.window.showNotebookDocument(notebook);
  if (!run) return;
  await vscode.commands.executeCommand('notebook.cell.execute', {
    ranges: [{ start: 0, end: 1 }],
    document: notebook.uri,
  });
}

import * as vscode from 'vscode';
import { openNewNotebook } from '../../notebooks/openNewNotebook.js';
import { selectSql } from './selectSql.js';
import type { TablePlace } from './tablePlace.js';

/** Opens a new notebook with a statement that shows some rows of a table. */
export async function openQuery(
  place: TablePlace,
  { run }: { readonly run: boolean },
): Promise<void> {
  const sql = selectSql(place);
  const notebook = await openNewNotebook({ connection: place.connection.name, sql });
  if (!run) return;
  await vscode.commands.executeCommand('notebook.cell.execute', {
    ranges: [{ start: 0, end: 1 }],
    document: notebook.uri,
  });
}

import * as vscode from 'vscode';
import { withOption } from '../../notebooks/format/options.js';
import { notebookType } from '../../notebooks/notebookController.js';
import { LakeSqlSerializer } from '../../notebooks/notebookSerializer.js';
import type { CatalogNode } from './nodes/catalogNode.js';
import { previewSql } from './previewSql.js';

/** Opens a new notebook with a statement that shows some rows of the node, and runs it. */
export async function preview(node: CatalogNode): Promise<void> {
  if (node.kind !== 'table' && node.kind !== 'snapshot') return;
  const sql = previewSql(node);
  const marker = withOption('-- %% [notebook]', 'connection', node.connection.name);
  const text = new TextEncoder().encode(`${marker}\n${sql}\n`);
  const notebook = await vscode.workspace.openNotebookDocument(
    notebookType,
    new LakeSqlSerializer().deserializeNotebook(text),
  );
  await vscode.window.showNotebookDocument(notebook);
  await vscode.commands.executeCommand('notebook.cell.execute', {
    ranges: [{ start: 0, end: 1 }],
    document: notebook.uri,
  });
}

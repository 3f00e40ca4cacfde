import * as vscode from 'vscode';
import type { CatalogNode } from './catalogNode.js';
import { previewSql } from './previewSql.js';

/** Opens a new notebook with a statement that shows some rows of the node, and runs it. */
export async function preview(node: CatalogNode): Promise<void> {
  if (node.kind !== 'table' && node.kind !== 'snapshot') return;
  const sql = await previewSql(node, new AbortController().signal);
  const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, sql, 'sql');
  const data = new vscode.NotebookData([cell]);
  data.metadata = { options: { connection: node.connection.name } };
  const notebook = await vscode.workspace.openNotebookDocument('lakehouse-sql', data);
  await vscode.window.showNotebookDocument(notebook);
  await vscode.commands.executeCommand('notebook.cell.execute', {
    ranges: [{ start: 0, end: 1 }],
    document: notebook.uri,
  });
}

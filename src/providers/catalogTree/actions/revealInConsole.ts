import * as vscode from 'vscode';
import type { CatalogNode } from '../nodes/catalogNode.js';
import { consoleUrl } from './consoleUrl.js';

/** Opens a table's page in the console of AWS. */
export async function revealInConsole(node: CatalogNode): Promise<void> {
  if (node.kind !== 'table') return;
  const { signal } = new AbortController();
  const { dataset } = await node.catalog.loadTable(node.table.identifier, signal);
  const url = consoleUrl(dataset);
  if (url === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('It is not known where the console of AWS shows this table.'),
    );
    return;
  }
  await vscode.env.openExternal(vscode.Uri.parse(url.href, true));
}

import type { CatalogNode } from '../nodes/catalogNode.js';
import { type QueryableNode, selectSql } from './nodeSql.js';
import { openNotebook } from './openNotebook.js';

/** Opens a new notebook for the node: with the statement that shows its rows, where it has some. */
export async function newQuery(node: CatalogNode): Promise<void> {
  if (!('connection' in node)) return;
  await openNotebook(node.connection.name, [isQueryable(node) ? selectSql(node) : 'SELECT 1;']);
}

function isQueryable(node: CatalogNode): node is QueryableNode {
  return node.kind === 'table' || node.kind === 'snapshot' || node.kind === 'ref';
}

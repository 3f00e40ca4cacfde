import { isCached } from '../../catalog/cachedCatalog.js';
import type { ParentNode } from './nodes/catalogNode.js';

/** Makes the catalogs forget the tables at and under a node, so that the next look loads them anew. */
export function forgetTables(node: ParentNode): void {
  if (node.kind === 'pins') return;
  if (node.kind === 'connection') node.connection.forget();
  else if (isCached(node.catalog)) node.catalog.forget(pathOf(node));
}

function pathOf(
  node: Exclude<ParentNode, { readonly kind: 'connection' | 'pins' }>,
): readonly string[] {
  switch (node.kind) {
    case 'catalog':
      return [];
    case 'namespace':
      return node.namespace;
    case 'table':
      return [...node.table.identifier.namespace, node.table.identifier.name];
    case 'group':
    case 'column':
    case 'bucket':
    case 'schema':
      return [...node.table.namespace, node.table.name];
  }
}

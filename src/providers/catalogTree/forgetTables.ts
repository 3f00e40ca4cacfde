import { isCached } from '../../catalog/cachedCatalog.js';
import type { Catalog } from '../../catalog/catalog.js';
import type { ParentNode } from './catalogNode.js';

/** Makes the catalogs forget the tables at and under a node, so that the next look loads them anew. */
export function forgetTables(node: ParentNode): void {
  const catalogs: readonly Catalog[] =
    node.kind === 'connection' ? node.connection.catalogs : [node.catalog];
  for (const catalog of catalogs) {
    if (isCached(catalog)) catalog.forget(pathOf(node));
  }
}

function pathOf(node: ParentNode): readonly string[] {
  switch (node.kind) {
    case 'connection':
    case 'catalog':
      return [];
    case 'namespace':
      return node.namespace;
    case 'table':
      return [...node.table.identifier.namespace, node.table.identifier.name];
    case 'snapshots':
      return [...node.table.namespace, node.table.name];
  }
}

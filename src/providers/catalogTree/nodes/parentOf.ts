import type { Connection } from '../../../connections/connections.js';
import { type CatalogNode, inCatalog, type InCatalog, type ParentNode } from './catalogNode.js';

/** The node above a namespace or a table; `undefined` for what stands at the top, and for what is in a table. */
export function parentOf(
  node: CatalogNode,
  /** Whether catalogs are a level of their own there. */
  hasCatalogs: (connection: Connection) => boolean,
): ParentNode | undefined {
  if (node.kind === 'catalog') return { kind: 'connection', connection: node.connection };
  if (node.kind === 'namespace') return above(node, node.namespace.slice(0, -1), hasCatalogs);
  if (node.kind !== 'table' || node.isPinned === true) return undefined;
  return above(node, node.table.identifier.namespace, hasCatalogs);
}

function above(
  place: InCatalog,
  namespace: readonly string[],
  hasCatalogs: (connection: Connection) => boolean,
): ParentNode {
  if (namespace.length > 0) return { ...inCatalog(place), kind: 'namespace', namespace };
  return hasCatalogs(place.connection)
    ? { ...inCatalog(place), kind: 'catalog' }
    : { kind: 'connection', connection: place.connection };
}

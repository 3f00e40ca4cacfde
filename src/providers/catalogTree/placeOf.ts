import type { TablePlace } from '../preview/tablePlace.js';
import type { CatalogNode } from './nodes/catalogNode.js';

/** The table, or the state of one, that a node stands for. */
export function placeOf(node: CatalogNode): TablePlace | undefined {
  if (node.kind === 'table') {
    const { connection, catalog, table } = node;
    return { connection, catalog, table: table.identifier, kind: table.kind };
  }
  if (node.kind === 'snapshot') {
    const { connection, catalog, table, snapshot } = node;
    return { connection, catalog, table, kind: 'table', version: { snapshotId: snapshot.id } };
  }
  if (node.kind === 'ref') {
    const { connection, catalog, table, ref } = node;
    return { connection, catalog, table, kind: 'table', version: { ref: ref.name } };
  }
  return undefined;
}

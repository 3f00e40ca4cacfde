import { offers } from '../../../catalog/capabilities.js';
import { type Catalog, hasSnapshots, type Table } from '../../../catalog/catalog.js';
import { type GroupKind, type GroupNode, inCatalog, type TableNode } from './catalogNode.js';

/** What a table is opened into: what its catalog offers, and its format can have. */
export async function groupsOf(
  node: TableNode,
  signal: AbortSignal,
): Promise<readonly GroupNode[]> {
  return groupsFor(node, await node.catalog.loadTable(node.table.identifier, signal));
}

/** The same for a table that is loaded. */
export function groupsFor(node: TableNode, loaded: Table): readonly GroupNode[] {
  const { catalog, table } = node;
  return groups
    .filter((group) => isThere[group](catalog, loaded))
    .map((group) => ({
      ...inCatalog(node),
      kind: 'group',
      table: table.identifier,
      group,
      loaded,
    }));
}

/** In the order in which they stand. */
const groups = [
  'columns',
  'partitions',
  'snapshots',
  'refs',
  'files',
  'schemas',
  'properties',
  'maintenance',
] as const satisfies readonly GroupKind[];

/** A kind without its condition does not compile. */
const isThere: Readonly<Record<GroupKind, (catalog: Catalog, table: Table) => boolean>> = {
  columns: () => true,
  partitions: (catalog, { kind, partitioning }) =>
    kind === 'table' && partitioning.length > 0 && offers(catalog, 'listPartitions'),
  snapshots: (catalog, table) => isIceberg(table) && hasSnapshots(catalog),
  refs: (catalog, table) => isIceberg(table) && offers(catalog, 'listRefs'),
  files: (catalog, { kind }) => kind === 'table' && offers(catalog, 'listFiles'),
  schemas: (catalog, table) =>
    isIceberg(table)
      ? offers(catalog, 'listSchemas')
      : table.kind === 'table' && offers(catalog, 'listDefinitions'),
  properties: (_, { properties }) => Object.keys(properties).length > 0,
  maintenance: (catalog, { kind }) => kind === 'table' && offers(catalog, 'maintenance'),
};

function isIceberg({ kind, format }: Table): boolean {
  return kind === 'table' && format === 'iceberg';
}

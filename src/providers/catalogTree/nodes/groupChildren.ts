import { offers } from '../../../catalog/capabilities.js';
import { type Column, hasSnapshots, type Table } from '../../../catalog/catalog.js';
import { fieldsOf } from '../../../catalog/fieldsOf.js';
import { fileSizes } from '../../../catalog/fileSizes.js';
import { schemaChanges } from '../../../catalog/schemaChanges.js';
import {
  type CatalogNode,
  type ColumnNode,
  type GroupKind,
  type GroupNode,
  inTable,
  type InTable,
  type SchemaColumnNode,
  type SchemaNode,
} from './catalogNode.js';
import type { NodePage, NodeToken } from './nodePage.js';

/** A page of what is in a group; a group without anything has one node that says so. */
export async function childrenOfGroup(
  node: GroupNode,
  token: NodeToken | undefined,
  signal: AbortSignal,
): Promise<NodePage> {
  const page = await readers[node.group](node, token, signal);
  const isEmpty = page.nodes.length === 0 && page.next === undefined && token === undefined;
  return isEmpty ? { nodes: [{ ...inTable(node), kind: 'empty', group: node.group }] } : page;
}

type Reader = (
  node: GroupNode,
  token: NodeToken | undefined,
  signal: AbortSignal,
) => Promise<NodePage>;

/** A kind without its reader does not compile. */
const readers: Readonly<Record<GroupKind, Reader>> = {
  columns: async (node, _, signal) => ({
    nodes: columnsOf(node, await node.catalog.loadTable(node.table, signal)),
  }),
  partitions: partitionsOf,
  snapshots: async (node, _, signal) => {
    const { catalog, table } = node;
    const snapshots = hasSnapshots(catalog) ? await catalog.listSnapshots(table, signal) : [];
    return nodesOf(snapshots, (snapshot) => ({ ...inTable(node), kind: 'snapshot', snapshot }));
  },
  refs: async (node, _, signal) => {
    const { catalog, table } = node;
    const refs = offers(catalog, 'listRefs') ? await catalog.listRefs(table, signal) : [];
    return nodesOf(refs, (ref) => ({ ...inTable(node), kind: 'ref', ref }));
  },
  files: filesOf,
  schemas: schemasOf,
  properties: async (node, _, signal) => {
    const { properties } = await node.catalog.loadTable(node.table, signal);
    const sorted = Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));
    return nodesOf(sorted, ([name, value]) => ({
      ...inTable(node),
      kind: 'property',
      name,
      value,
    }));
  },
  maintenance: async (node, _, signal) => {
    const { catalog, table } = node;
    const jobs = offers(catalog, 'maintenance') ? await catalog.maintenance(table, signal) : [];
    return nodesOf(jobs, (job) => ({ ...inTable(node), kind: 'job', job }));
  },
};

function nodesOf<T>(
  items: readonly T[],
  toNode: (item: T, index: number) => CatalogNode,
): NodePage {
  return { nodes: items.map(toNode) };
}

/** The columns of a table, those with one name told apart. */
export function columnsOf(place: InTable, { columns, partitioning }: Table): readonly ColumnNode[] {
  const seen = new Map<string, number>();
  return columns.map((column) => {
    const by = partitioning.find((field) => isBy(field, column.name));
    const nth = seen.get(column.name) ?? 0;
    seen.set(column.name, nth + 1);
    return {
      ...inTable(place),
      kind: 'column',
      column,
      path: [column.name],
      ...(nth === 0 ? {} : { nth }),
      ...(by === undefined ? {} : { partitioning: by }),
    };
  });
}

/** Whether a partition field is one of a column: `ordered_at`, `day(ordered_at)`, `bucket(16, ordered_at)`. */
function isBy(field: string, column: string): boolean {
  return field === column || field.endsWith(`(${column})`) || field.endsWith(`, ${column})`);
}

/** The fields within a column. */
export function childrenOfColumn(node: ColumnNode): NodePage {
  return nodesOf(fieldsOf(node.column), (column) => ({
    ...inTable(node),
    kind: 'column',
    column,
    path: [...node.path, column.name],
    ...(node.nth === undefined ? {} : { nth: node.nth }),
  }));
}

async function partitionsOf(
  node: GroupNode,
  token: NodeToken | undefined,
  signal: AbortSignal,
): Promise<NodePage> {
  const { catalog, table } = node;
  if (!offers(catalog, 'listPartitions')) return { nodes: [] };
  const { items, next } = await catalog.listPartitions(table, token?.page, signal);
  return {
    ...nodesOf(items, (partition) => ({ ...inTable(node), kind: 'partition', partition })),
    ...(next === undefined ? {} : { next: { list: 'partitions', page: next } }),
  };
}

async function filesOf(
  node: GroupNode,
  _: NodeToken | undefined,
  signal: AbortSignal,
): Promise<NodePage> {
  const { catalog, table } = node;
  if (!offers(catalog, 'listFiles')) return { nodes: [] };
  const sizes = fileSizes(await catalog.listFiles(table, undefined, signal));
  if (sizes.count === 0) return { nodes: [] };
  const most = Math.max(...sizes.buckets.map(({ files }) => files.length));
  return {
    nodes: [
      { ...inTable(node), kind: 'fileSizes', sizes },
      ...sizes.buckets.map((bucket): CatalogNode => ({
        ...inTable(node),
        kind: 'bucket',
        bucket,
        most,
      })),
    ],
  };
}

/** The schemas of an Iceberg table; of others the definitions that the service keeps. */
async function schemasOf(
  node: GroupNode,
  token: NodeToken | undefined,
  signal: AbortSignal,
): Promise<NodePage> {
  const { catalog, table, loaded } = node;
  if (loaded.format === 'iceberg') {
    const schemas = offers(catalog, 'listSchemas') ? await catalog.listSchemas(table, signal) : [];
    return { nodes: toSchemaNodes(node, schemas) };
  }
  if (!offers(catalog, 'listDefinitions')) return { nodes: [] };
  const { items, next } = await catalog.listDefinitions(table, token?.page, signal);
  const definitions = items.map(({ updatedAt, ...definition }) => ({
    ...definition,
    ...(updatedAt === undefined ? {} : { usedSince: updatedAt }),
  }));
  return {
    nodes: toSchemaNodes(node, definitions),
    ...(next === undefined ? {} : { next: { list: 'definitions', page: next } }),
  };
}

/** Newest first, each with what changed against the one that comes after it. */
function toSchemaNodes(
  place: InTable,
  schemas: readonly SchemaNode['schema'][],
): readonly SchemaNode[] {
  return schemas.map((schema, index) => {
    const before = schemas[index + 1];
    const changes = before && { changes: schemaChanges(before.columns, schema.columns) };
    return { ...inTable(place), kind: 'schema', schema, ...changes };
  });
}

/** The columns of a schema, then those that it has no more. */
export function childrenOfSchema(node: SchemaNode): NodePage {
  const { schema, changes = [] } = node;
  const { id, columns } = schema;
  const toNode = (column: Column, position: number): SchemaColumnNode => ({
    ...inTable(node),
    kind: 'schemaColumn',
    schema: id,
    position,
    column,
    changes: changes.filter(({ path: [first] }) => first === column.name),
  });
  const dropped = changes.flatMap(({ kind, path: [name, ...rest] }) =>
    kind.is === 'dropped' && rest.length === 0 && name !== undefined
      ? [{ name, type: '', nativeType: '', nullable: true }]
      : [],
  );
  return nodesOf(
    [...columns, ...dropped.filter((d) => !columns.some((c) => c.name === d.name))],
    toNode,
  );
}

import {
  type Catalog,
  type Column,
  hasSnapshots,
  type Namespace,
  type PageToken,
  type Snapshot,
  type TableIdentifier,
  type TableSummary,
} from '../../catalog/catalog.js';
import type { ConnectionProblem } from '../../connections/entryReader.js';
import type { Connection } from '../../connections/connections.js';

/** Where in which lakehouse a node is. */
interface InCatalog {
  readonly connection: Connection;
  readonly catalog: Catalog;
}

/** A node that can be opened. */
export type ParentNode =
  | { readonly kind: 'connection'; readonly connection: Connection }
  | (InCatalog & { readonly kind: 'catalog' })
  | (InCatalog & { readonly kind: 'namespace'; readonly namespace: Namespace })
  | TableNode
  | (InCatalog & { readonly kind: 'snapshots'; readonly table: TableIdentifier });

/** Tables and views. */
export type TableNode = InCatalog & { readonly kind: 'table'; readonly table: TableSummary };

export type ColumnNode = InCatalog & {
  readonly kind: 'column';
  readonly table: TableIdentifier;
  readonly column: Column;
};

export type SnapshotNode = InCatalog & {
  readonly kind: 'snapshot';
  readonly table: TableIdentifier;
  readonly snapshot: Snapshot;
};

export type CatalogNode =
  | ParentNode
  | ColumnNode
  | SnapshotNode
  /** An entry of the setting that can not be used. */
  | { readonly kind: 'problem'; readonly problem: ConnectionProblem }
  /** Stands after the rows that came before a page failed. */
  | { readonly kind: 'error'; readonly parent: ParentNode; readonly error: unknown }
  | { readonly kind: 'more'; readonly parent: ParentNode };

/** Where a page of children starts: a connection has catalogs; a namespace has namespaces in it, then tables. */
export interface NodeToken {
  readonly list: 'catalogs' | 'namespaces' | 'tables';
  readonly page: PageToken;
}

export interface NodePage {
  readonly nodes: readonly CatalogNode[];
  readonly next?: NodeToken;
}

/** One page of a node's children, as the service gives it. Without a token the first. */
export async function childrenOf(
  node: ParentNode,
  token: NodeToken | undefined,
  signal: AbortSignal,
): Promise<NodePage> {
  switch (node.kind) {
    case 'connection':
      return childrenOfConnection(node.connection, token, signal);
    case 'catalog':
      return childrenOfNamespace(node.connection, node.catalog, [], token, signal);
    case 'namespace':
      return childrenOfNamespace(node.connection, node.catalog, node.namespace, token, signal);
    case 'table':
      return { nodes: await childrenOfTable(node, signal) };
    case 'snapshots': {
      const { connection, catalog, table } = node;
      if (!hasSnapshots(catalog)) return { nodes: [] };
      const snapshots = await catalog.listSnapshots(table, signal);
      return {
        nodes: snapshots.map((snapshot) => ({
          kind: 'snapshot',
          connection,
          catalog,
          table,
          snapshot,
        })),
      };
    }
  }
}

export function isParent(node: CatalogNode): node is ParentNode {
  switch (node.kind) {
    case 'connection':
    case 'catalog':
    case 'namespace':
    case 'table':
    case 'snapshots':
      return true;
    case 'column':
    case 'snapshot':
    case 'problem':
    case 'error':
    case 'more':
      return false;
  }
}

/**
 * What tells a node from every other, the same after a refresh, so that the editor keeps what was
 * open and selected. The id of a node begins with its parent's and a `/`.
 */
export function nodeId(node: CatalogNode): string {
  return pathOf(node).map(encodeURIComponent).join('/');
}

function pathOf(node: CatalogNode): readonly string[] {
  switch (node.kind) {
    case 'connection':
      return [`connection:${node.connection.name}`];
    case 'catalog':
      return [`connection:${node.connection.name}`, `catalog:${node.catalog.name}`];
    case 'namespace':
      return namespacePath(node, node.namespace);
    case 'table':
      return tablePath(node, node.table.identifier);
    case 'column':
      return [...tablePath(node, node.table), `column:${node.column.name}`];
    case 'snapshots':
      return [...tablePath(node, node.table), 'snapshots'];
    case 'snapshot':
      return [...tablePath(node, node.table), 'snapshots', String(node.snapshot.id)];
    case 'problem':
      return [`problem:${node.problem.name}`];
    case 'error':
    case 'more':
      return [...pathOf(node.parent), node.kind];
  }
}

function namespacePath(
  { connection, catalog }: InCatalog,
  namespace: Namespace,
): readonly string[] {
  const root = [`connection:${connection.name}`, `catalog:${catalog.name}`];
  return [...root, ...namespace.map((name) => `namespace:${name}`)];
}

function tablePath(place: InCatalog, { namespace, name }: TableIdentifier): readonly string[] {
  return [...namespacePath(place, namespace), `table:${name}`];
}

async function childrenOfConnection(
  connection: Connection,
  token: NodeToken | undefined,
  signal: AbortSignal,
): Promise<NodePage> {
  const { listCatalogs } = await connection.open();
  signal.throwIfAborted();
  if (token !== undefined && token.list !== 'catalogs') {
    const [only] = (await listCatalogs(undefined, signal)).items;
    return only === undefined
      ? { nodes: [] }
      : childrenOfNamespace(connection, only, [], token, signal);
  }
  const { items, next } = await listCatalogs(token?.page, signal);
  const [only, ...others] = items;
  // One catalog is no level of its own.
  const isOnly = token === undefined && next === undefined && others.length === 0;
  if (only !== undefined && isOnly) {
    return childrenOfNamespace(connection, only, [], undefined, signal);
  }
  return {
    nodes: items.map((catalog) => ({ kind: 'catalog', connection, catalog })),
    ...(next === undefined ? {} : { next: { list: 'catalogs', page: next } }),
  };
}

async function childrenOfNamespace(
  connection: Connection,
  catalog: Catalog,
  parent: Namespace,
  token: NodeToken | undefined,
  signal: AbortSignal,
): Promise<NodePage> {
  if (token?.list !== 'tables') {
    const { items, next } = await catalog.listNamespaces(parent, token?.page, signal);
    return {
      nodes: items.map((namespace) => ({ kind: 'namespace', connection, catalog, namespace })),
      next:
        next === undefined
          ? { list: 'tables', page: undefined }
          : { list: 'namespaces', page: next },
    };
  }
  const { items, next } = await catalog.listTables(parent, token.page, signal);
  return {
    nodes: items.map((table) => ({ kind: 'table', connection, catalog, table })),
    ...(next === undefined ? {} : { next: { list: 'tables', page: next } }),
  };
}

async function childrenOfTable(
  { connection, catalog, table }: TableNode,
  signal: AbortSignal,
): Promise<readonly CatalogNode[]> {
  const { columns, format } = await catalog.loadTable(table.identifier, signal);
  const place = { connection, catalog, table: table.identifier };
  const nodes = columns.map((column): CatalogNode => ({ kind: 'column', ...place, column }));
  const hasHistory = hasSnapshots(catalog) && format === 'iceberg';
  return hasHistory ? [...nodes, { kind: 'snapshots', ...place }] : nodes;
}

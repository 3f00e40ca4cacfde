import type { CachedListing } from '../../catalogCache/cacheFormat.js';
import type { CatalogCache } from '../../catalogCache/catalogCache.js';
import type { Catalog, Table } from '../../catalog/catalog.js';
import type { Connection } from '../../connections/connections.js';
import type { KnownRows, ListingCache } from './listingCache.js';
import type { CatalogNode, InCatalog, ParentNode } from './nodes/catalogNode.js';
import { columnsOf } from './nodes/groupChildren.js';
import { groupsFor } from './nodes/tableGroups.js';

/** The listings of the tree on this machine's disk: what is kept of namespaces, and of tables that were loaded. */
export class DiskListings implements ListingCache {
  readonly #cache: CatalogCache;
  /** Tables that came from the disk, and when they were so. */
  readonly #old = new WeakMap<Table, number>();

  constructor(cache: CatalogCache) {
    this.#cache = cache;
  }

  async read(node: ParentNode): Promise<KnownRows | undefined> {
    if (node.kind === 'table') {
      const { connection, catalog, table } = node;
      const kept = await this.#cache.table(connection, catalog.name, table.identifier);
      if (kept === undefined) return undefined;
      this.#old.set(kept.table, kept.at);
      return toKnown(connection, groupsFor(node, kept.table), kept.at);
    }
    if (node.kind === 'group' && node.group === 'columns') {
      const at = this.#old.get(node.loaded);
      return at === undefined
        ? undefined
        : toKnown(node.connection, columnsOf(node, node.loaded), at);
    }
    const place = await placeOf(node).catch(() => undefined);
    if (place === undefined) return undefined;
    const { connection, catalog, namespace } = place;
    const kept = await this.#cache.listing(connection, catalog.name, namespace);
    return kept && toKnown(connection, toNodes(place, kept), kept.at);
  }

  async write(
    node: ParentNode,
    { nodes }: { readonly nodes: readonly CatalogNode[] },
  ): Promise<void> {
    const at = Date.now();
    const [first] = nodes;
    if (node.kind === 'table' && first?.kind === 'group') {
      const { loaded: table } = first;
      if (table.incomplete !== undefined) return;
      await this.#cache.write(node.connection, {
        kind: 'table',
        catalog: node.catalog.name,
        table,
        at,
      });
    }
    if (first?.kind !== 'namespace' && first?.kind !== 'table') return;
    if (node.kind !== 'connection' && node.kind !== 'catalog' && node.kind !== 'namespace') return;
    await this.#cache.write(first.connection, {
      kind: 'listing',
      catalog: first.catalog.name,
      namespace: node.kind === 'namespace' ? node.namespace : [],
      namespaces: nodes.flatMap((child) => (child.kind === 'namespace' ? [child.namespace] : [])),
      tables: nodes.flatMap((child) => (child.kind === 'table' ? [child.table] : [])),
      at,
    });
  }
}

/** A folder of this machine is read as fast as its cache: that is for when the folder can not be read. */
function toKnown(connection: Connection, nodes: readonly CatalogNode[], at: number): KnownRows {
  return { nodes, at, isShownAtOnce: connection.type !== 'local' };
}

function toNodes(place: InCatalog, { namespaces, tables }: CachedListing): readonly CatalogNode[] {
  const { connection, catalog } = place;
  return [
    ...namespaces.map((namespace): CatalogNode => ({
      kind: 'namespace',
      connection,
      catalog,
      namespace,
    })),
    ...tables.map((table): CatalogNode => ({ kind: 'table', connection, catalog, table })),
  ];
}

interface Place {
  readonly connection: Connection;
  readonly catalog: Catalog;
  readonly namespace: readonly string[];
}

/** Which listing a node shows; of a connection the one of its only catalog, where that is known without a request. */
async function placeOf(node: ParentNode): Promise<Place | undefined> {
  if (node.kind === 'catalog') return { ...node, namespace: [] };
  if (node.kind === 'namespace') return node;
  const isKnown =
    node.kind === 'connection' &&
    (node.connection.type === 'local' || node.connection.type === 'iceberg-rest');
  if (!isKnown) return undefined;
  const { listCatalogs } = await node.connection.open();
  const { items, next } = await listCatalogs(undefined, new AbortController().signal);
  const [catalog, ...others] = items;
  const isOnly = catalog !== undefined && others.length === 0 && next === undefined;
  return isOnly ? { connection: node.connection, catalog, namespace: [] } : undefined;
}

import {
  type Catalog,
  hasSnapshots,
  type SnapshotCatalog,
  type Table,
  type TableIdentifier,
} from './catalog.js';

/** A catalog that remembers the tables it has loaded, until it is told to forget them. */
export interface CachedCatalog extends Catalog {
  /** Forgets what lies under a path of names: a namespace with all in it, or one table. */
  forget(path: readonly string[]): void;
}

export function isCached(catalog: Catalog): catalog is CachedCatalog {
  return 'forget' in catalog;
}

/** More are not kept; the one that came first goes. */
const mostTables = 2000;

/**
 * A catalog for those who look: tree, tooltip and lineage load a table once between them. Listings
 * and snapshots are asked for anew, and a failure is never kept.
 */
export function cachedCatalog(catalog: Catalog): CachedCatalog {
  const tables = new Map<string, { readonly path: readonly string[]; readonly table: Table }>();
  // A load that began before a `forget` must not bring back what was forgotten.
  let forgotten = 0;
  const cached: CachedCatalog = {
    name: catalog.name,
    listNamespaces: (parent, page, signal) => catalog.listNamespaces(parent, page, signal),
    listTables: (namespace, page, signal) => catalog.listTables(namespace, page, signal),
    async loadTable(identifier: TableIdentifier, signal: AbortSignal) {
      const path = [...identifier.namespace, identifier.name];
      const key = JSON.stringify(path);
      const known = tables.get(key);
      if (known !== undefined) return known.table;
      const before = forgotten;
      const table = await catalog.loadTable(identifier, signal);
      if (before !== forgotten) return table;
      const [oldest] = tables.keys();
      if (oldest !== undefined && tables.size >= mostTables) tables.delete(oldest);
      tables.set(key, { path, table });
      return table;
    },
    forget(path) {
      forgotten++;
      for (const [key, entry] of tables) {
        if (path.every((name, index) => entry.path[index] === name)) tables.delete(key);
      }
    },
  };
  return hasSnapshots(catalog) ? withSnapshots(cached, catalog) : cached;
}

function withSnapshots(
  cached: CachedCatalog,
  catalog: SnapshotCatalog,
): CachedCatalog & SnapshotCatalog {
  return {
    ...cached,
    listSnapshots: (identifier, signal) => catalog.listSnapshots(identifier, signal),
  };
}

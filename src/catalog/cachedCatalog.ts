import type { Catalog, Table, TableIdentifier } from './catalog.js';

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
 * A catalog for those who look: tree, tooltip and lineage load a table once between them. Listings,
 * and whatever else the catalog offers, are asked for anew, and a failure is never kept.
 */
export function cachedCatalog<C extends Catalog>(catalog: C): C & CachedCatalog {
  const tables = new Map<string, { readonly path: readonly string[]; readonly table: Table }>();
  // A load that began before a `forget` must not bring back what was forgotten.
  let forgotten = 0;
  const cached = {
    async loadTable(identifier: TableIdentifier, signal: AbortSignal): Promise<Table> {
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
    forget(path: readonly string[]): void {
      forgotten++;
      for (const [key, entry] of tables) {
        if (path.every((name, index) => entry.path[index] === name)) tables.delete(key);
      }
    },
  };
  return overlay(catalog, cached);
}

/** An object with the members of `over`, and all others of `under`, whose methods keep their own `this`. */
export function overlay<U extends object, O extends object>(under: U, over: O): U & O {
  const isOver = (key: PropertyKey): key is keyof O => Object.hasOwn(over, key);
  const proxy: unknown = new Proxy(under, {
    has: (target, key) => isOver(key) || key in target,
    get: (target, key) => {
      if (isOver(key)) return over[key];
      const value: unknown = Reflect.get(target, key, target);
      // Private members are those of the object itself.
      const bound: unknown = typeof value === 'function' ? value.bind(target) : value;
      return bound;
    },
  });
  return proxy as U & O; // It has the members of both.
}

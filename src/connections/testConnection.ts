import { CatalogError } from '../catalog/catalog.js';
import type { Connection } from './connections.js';

/** What was reached through a connection. */
export interface Reached {
  /** Who is signed in, in the service's own words; missing where it does not say. */
  readonly identity?: string;
  /** The names of the catalogs on the first page. */
  readonly catalogs: readonly string[];
  /** How many namespaces and tables the first of them has on their first pages. */
  readonly namespaces: number;
  readonly tables: number;
  /** There are more than these. */
  readonly hasMore: boolean;
}

/**
 * Asks a connection for what the tree asks first: its catalogs, and what is in the first of them. Tables
 * only where it has no namespaces. Fails as the tree would.
 */
export async function testConnection(
  connection: Connection,
  signal: AbortSignal,
): Promise<Reached> {
  const opened = await connection.open();
  signal.throwIfAborted();
  const { items: catalogs, next } = await opened.listCatalogs(undefined, signal);
  const [first] = catalogs;
  const namespaces = await first?.listNamespaces([], undefined, signal);
  const isFlat = namespaces?.items.length === 0;
  const tables = isFlat ? await first?.listTables([], undefined, signal) : undefined;
  const identity = await opened.whoAmI?.(signal).catch((error: unknown) => {
    signal.throwIfAborted();
    // Not everybody may ask who he is; what he came for was reached.
    if (error instanceof CatalogError) return undefined;
    throw error;
  });
  return {
    ...(identity === undefined ? {} : { identity }),
    catalogs: catalogs.map(({ name }) => name),
    namespaces: namespaces?.items.length ?? 0,
    tables: tables?.items.length ?? 0,
    hasMore: [next, namespaces?.next, tables?.next].some((token) => token !== undefined),
  };
}

import { type Catalog, CatalogError } from '../catalog/catalog.js';
import type { Connection, OpenConnection } from './connections.js';

/** What was reached through a connection. */
export interface Reached {
  /** Who is signed in, in the service's own words; missing where it does not say. */
  readonly identity?: string;
  /** The names of the catalogs on the first pages. */
  readonly catalogs: readonly string[];
  /** What the service did not tell of, in its words. The rest was reached. */
  readonly failures: readonly string[];
  /** How many namespaces and tables the first of them has on their first pages. */
  readonly namespaces: number;
  readonly tables: number;
  /** There are more than these. */
  readonly hasMore: boolean;
}

/** An account may have catalogs from several sources, each on pages of its own. */
const mostPages = 4;

/**
 * Asks a connection for what the tree asks first: its catalogs, and what is in the first of them. Tables
 * only where it has no namespaces. Fails as the tree would.
 */
export async function testConnection(
  connection: Connection,
  signal: AbortSignal,
): Promise<Reached> {
  const opened = await connection.open();
  const { catalogs, hasMore } = await firstCatalogs(opened, signal);
  const failed = catalogs.flatMap(({ failure }) => failure ?? []);
  const [first, ...others] = catalogs.filter(({ failure }) => failure === undefined);
  const [failure] = failed;
  if (first === undefined && failure !== undefined) throw failure;
  const namespaces = await first?.listNamespaces([], undefined, signal);
  const isFlat = namespaces?.items.length === 0 && namespaces.next === undefined;
  const tables = isFlat ? await first?.listTables([], undefined, signal) : undefined;
  const identity = await whoAmI(opened, signal);
  return {
    ...(identity === undefined ? {} : { identity }),
    catalogs: (first === undefined ? [] : [first, ...others]).map(({ name }) => name),
    failures: failed.map(({ message }) => message),
    namespaces: namespaces?.items.length ?? 0,
    tables: tables?.items.length ?? 0,
    hasMore: hasMore || namespaces?.next !== undefined || tables?.next !== undefined,
  };
}

async function firstCatalogs(
  { listCatalogs }: OpenConnection,
  signal: AbortSignal,
): Promise<{ readonly catalogs: readonly Catalog[]; readonly hasMore: boolean }> {
  const catalogs: Catalog[] = [];
  let token: string | undefined;
  for (let pages = 0; pages < mostPages; pages++) {
    signal.throwIfAborted();
    const { items, next } = await listCatalogs(token, signal);
    catalogs.push(...items);
    if (next === undefined) return { catalogs, hasMore: false };
    token = next;
  }
  return { catalogs, hasMore: true };
}

/** Not everybody may ask who he is: what he came for was reached. */
async function whoAmI(opened: OpenConnection, signal: AbortSignal): Promise<string | undefined> {
  try {
    return await opened.whoAmI?.(signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof CatalogError) return undefined;
    throw error;
  }
}

import { allPages } from '../../catalog/allPages.js';
import { offers } from '../../catalog/capabilities.js';
import type { Catalog } from '../../catalog/catalog.js';
import type { Connection } from '../../connections/connections.js';
import { merge } from '../../util/merge.js';
import type { KnownTable } from './tableIndex.js';

export type Found = { readonly kind: 'tables'; readonly tables: readonly KnownTable[] } | Problem;

/** Why a catalog was not searched, or a whole connection: then `catalog` is its name too. */
export interface Problem {
  readonly kind: 'problem';
  readonly connection: string;
  readonly catalog: string;
  readonly error: unknown;
}

/** What the services find that have a search of their own: the first page of each catalog, as it comes. */
export function searchServices(
  connections: readonly Connection[],
  text: string,
  signal: AbortSignal,
): AsyncGenerator<Found, void> {
  // What is on this machine is known without a search.
  const services = connections.filter(({ type }) => type !== 'local');
  return merge(services.map((connection) => searchConnection(connection, text, signal)));
}

async function* searchConnection(
  connection: Connection,
  text: string,
  signal: AbortSignal,
): AsyncGenerator<Found, void> {
  try {
    const { listCatalogs } = await connection.open();
    for await (const catalogs of allPages((page) => listCatalogs(page, signal))) {
      for (const catalog of catalogs) {
        const found = await searchCatalog(connection, catalog, text, signal);
        if (found !== undefined) yield found;
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    const { name } = connection;
    yield { kind: 'problem', connection: name, catalog: name, error };
  }
}

async function searchCatalog(
  connection: Connection,
  catalog: Catalog,
  text: string,
  signal: AbortSignal,
): Promise<Found | undefined> {
  if (!offers(catalog, 'searchTables')) return undefined;
  try {
    const { items } = await catalog.searchTables(text, undefined, signal);
    return {
      kind: 'tables',
      tables: items.map(({ identifier, kind, comment, columns }) => ({
        connection: connection.name,
        catalog: catalog.name,
        identifier,
        kind,
        ...(comment === undefined ? {} : { comment }),
        ...(columns === undefined ? {} : { columns: columns.map(({ name }) => name) }),
      })),
    };
  } catch (error) {
    signal.throwIfAborted();
    return { kind: 'problem', connection: connection.name, catalog: catalog.name, error };
  }
}

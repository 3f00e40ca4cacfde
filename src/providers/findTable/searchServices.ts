import { offers } from '../../catalog/capabilities.js';
import type { Catalog } from '../../catalog/catalog.js';
import type { Connection } from '../../connections/connections.js';
import type { KnownTable } from './tableIndex.js';

export type Found =
  | { readonly kind: 'tables'; readonly tables: readonly KnownTable[] }
  | { readonly kind: 'problem'; readonly catalog: string; readonly error: unknown };

/** What the services find that have a search of their own: the first page of each catalog, as it comes. */
export async function* searchServices(
  connections: readonly Connection[],
  text: string,
  signal: AbortSignal,
): AsyncGenerator<Found, void> {
  for (const connection of connections) {
    // What is on this machine is known without a search.
    if (connection.type === 'local') continue;
    try {
      const { listCatalogs } = await connection.open();
      const { items } = await listCatalogs(undefined, signal);
      for (const catalog of items) {
        const found = await searchCatalog(connection, catalog, text, signal);
        if (found !== undefined) yield found;
      }
    } catch (error) {
      signal.throwIfAborted();
      yield { kind: 'problem', catalog: connection.name, error };
    }
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
    return { kind: 'problem', catalog: catalog.name, error };
  }
}

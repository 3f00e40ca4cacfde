import { allPages } from '../../catalog/allPages.js';
import { offers } from '../../catalog/capabilities.js';
import { type Catalog, CatalogError, type Namespace } from '../../catalog/catalog.js';
import type { Connection } from '../../connections/connections.js';
import { merge } from '../../util/merge.js';
import type { KnownTable } from './tableIndex.js';

/** So many pages of each catalog are asked for, and no more: a lakehouse of that size is opened where one looks. */
const mostPages = 200;

/** The tables of catalogs that have no search of their own, page by page. What can not be listed is left out: the tree says why. */
export function walkTables(
  connections: readonly Connection[],
  signal: AbortSignal,
): AsyncGenerator<readonly KnownTable[], void> {
  return merge(connections.map((connection) => walkConnection(connection, signal)));
}

async function* walkConnection(
  connection: Connection,
  signal: AbortSignal,
): AsyncGenerator<readonly KnownTable[], void> {
  try {
    const { listCatalogs } = await connection.open();
    for await (const catalogs of allPages((page) => listCatalogs(page, signal))) {
      for (const catalog of catalogs) {
        if (!offers(catalog, 'searchTables')) yield* walkCatalog(connection, catalog, signal);
      }
    }
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof CatalogError)) throw error;
  }
}

async function* walkCatalog(
  connection: Connection,
  catalog: Catalog,
  signal: AbortSignal,
): AsyncGenerator<readonly KnownTable[], void> {
  const waiting: Namespace[] = [[]];
  let pages = 0;
  for (const namespace of waiting) {
    for await (const tables of allPages((page) => catalog.listTables(namespace, page, signal))) {
      yield tables.map(({ identifier, kind }) => ({
        connection: connection.name,
        catalog: catalog.name,
        identifier,
        kind,
      }));
      if (++pages >= mostPages) return;
    }
    for await (const inner of allPages((page) => catalog.listNamespaces(namespace, page, signal))) {
      waiting.push(...inner);
      if (++pages >= mostPages) return;
    }
  }
}

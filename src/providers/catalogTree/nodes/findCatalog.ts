import { allPages } from '../../../catalog/allPages.js';
import { type Catalog, CatalogError } from '../../../catalog/catalog.js';
import type { Connection } from '../../../connections/connections.js';

/** A connection's catalog by its name, or its first one. Throws `CatalogError` where it has none such. */
export async function findCatalog(
  connection: Connection,
  name: string | undefined,
  signal: AbortSignal,
): Promise<Catalog> {
  const { listCatalogs } = await connection.open();
  for await (const catalogs of allPages((page) => listCatalogs(page, signal))) {
    const found = catalogs.find((catalog) => name === undefined || catalog.name === name);
    if (found !== undefined) return found;
  }
  throw new CatalogError('not-found', `${connection.name} has no catalog named ${name ?? ''}`);
}

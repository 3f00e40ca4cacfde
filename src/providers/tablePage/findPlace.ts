import { allPages } from '../../catalog/allPages.js';
import { CatalogError } from '../../catalog/catalog.js';
import type { Connections } from '../../connections/connections.js';
import type { PageMemory } from '../../webviews/tablePage/protocol.js';
import type { TablePlace } from '../preview/tablePlace.js';

export function toMemory({ connection, catalog, table, kind }: TablePlace): PageMemory {
  const { namespace, name } = table;
  return { connection: connection.name, catalog: catalog.name, namespace, name, kind };
}

/** What the editor kept of a page; `undefined` for what we did not write. */
export function parseMemory(value: unknown): PageMemory | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { connection, catalog, namespace, name, kind } = value as Partial<Record<string, unknown>>;
  if (typeof connection !== 'string' || typeof catalog !== 'string') return undefined;
  if (typeof name !== 'string' || !Array.isArray(namespace)) return undefined;
  const names = namespace.filter((one) => typeof one === 'string');
  if (names.length < namespace.length || (kind !== 'table' && kind !== 'view')) return undefined;
  return { connection, catalog, namespace: names, name, kind };
}

/** Where a table is by what was kept of it. Throws `CatalogError` where its connection or catalog is gone. */
export async function findPlace(
  { connection: wanted, catalog: inside, namespace, name, kind }: PageMemory,
  connections: Connections,
  signal: AbortSignal,
): Promise<TablePlace> {
  const connection = connections.find(wanted);
  if (connection === undefined) {
    throw new CatalogError('not-found', `there is no connection named ${wanted}`);
  }
  const { listCatalogs } = await connection.open();
  for await (const catalogs of allPages((page) => listCatalogs(page, signal))) {
    const catalog = catalogs.find((one) => one.name === inside);
    if (catalog !== undefined) return { connection, catalog, table: { namespace, name }, kind };
  }
  throw new CatalogError('not-found', `${wanted} has no catalog named ${inside}`);
}

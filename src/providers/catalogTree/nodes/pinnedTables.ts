import { CatalogError } from '../../../catalog/catalog.js';
import type { Connection } from '../../../connections/connections.js';
import type { DatasetPath } from '../../../workspaceFile/datasetPath.js';
import type { CatalogNode, PinsNode } from './catalogNode.js';
import { findCatalog } from './findCatalog.js';

export type FindConnection = (name: string) => Connection | undefined;

/** The pinned tables, each as it is now: one that is gone says so, and keeps no other from being shown. */
export function pinnedTables(
  { favourites }: PinsNode,
  find: FindConnection,
  signal: AbortSignal,
): Promise<readonly CatalogNode[]> {
  return Promise.all(
    favourites.map(async (favourite) => {
      try {
        return await pinnedTable(favourite, find, signal);
      } catch (error) {
        return { kind: 'lostPin', favourite, error };
      }
    }),
  );
}

async function pinnedTable(
  { connection: name, catalog: catalogName, table: names }: DatasetPath,
  find: FindConnection,
  signal: AbortSignal,
): Promise<CatalogNode> {
  const connection = find(name);
  if (connection === undefined) {
    throw new CatalogError('not-found', `there is no connection named ${name}`);
  }
  const catalog = await findCatalog(connection, catalogName, signal);
  const identifier = { namespace: names.slice(0, -1), name: names.at(-1) ?? '' };
  const table = { identifier, kind: 'table' } as const;
  const node = { kind: 'table', connection, catalog, table, isPinned: true } as const;
  try {
    const { kind, format } = await catalog.loadTable(identifier, signal);
    return { ...node, table: { identifier, kind, ...(format === undefined ? {} : { format }) } };
  } catch (error) {
    // What else is wrong with it is told below it, as everywhere.
    if (error instanceof CatalogError && error.code !== 'not-found') return node;
    throw error;
  }
}

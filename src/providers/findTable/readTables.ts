import { offers } from '../../catalog/capabilities.js';
import { type Catalog, CatalogError, type Table } from '../../catalog/catalog.js';
import type { Connection } from '../../connections/connections.js';
import type { ErrorCode } from '../../util/errorCode.js';
import { mapParallel } from '../../util/mapParallel.js';
import { findCatalog } from '../catalogTree/nodes/findCatalog.js';
import { type KnownTable, toKnown } from './tableIndex.js';

/** Each is a request: who looks for a table in a lakehouse of more has a catalog with a search of its own. */
const mostTables = 500;
const atOnce = 4;
/** So many are told of together. */
const batch = 20;

/** After one of these the catalog is asked for no other table. */
const isOver: ReadonlySet<ErrorCode> = new Set(['expired-credentials', 'throttled', 'unavailable']);

export interface ReadOptions {
  readonly connections: (name: string) => Connection | undefined;
  /** Is handed every table that was read. */
  readonly keep: (connection: Connection, catalog: string, table: Table) => Promise<void>;
  /** Is told of how many tables the definitions are not read. */
  readonly left: (count: number) => void;
}

/**
 * Reads the definitions of tables, so that they are found by their comments and columns too: those of catalogs that
 * have no search of their own, as far as that is bearable. One that can not be read stays known by its name.
 */
export async function* readTables(
  tables: readonly KnownTable[],
  { connections, keep, left }: ReadOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly KnownTable[], void> {
  let rest = mostTables;
  let unread = 0;
  for (const ofCatalog of byCatalog(tables)) {
    const [first] = ofCatalog;
    const connection = first && connections(first.connection);
    if (first === undefined || connection === undefined) continue;
    const catalog = await findCatalog(connection, first.catalog, signal).catch(() => undefined);
    signal.throwIfAborted();
    if (catalog === undefined || offers(catalog, 'searchTables')) continue;
    const wanted = ofCatalog.slice(0, rest);
    rest -= wanted.length;
    unread += ofCatalog.length - wanted.length;
    left(unread);
    for (let at = 0; at < wanted.length; at += batch) {
      const read = await readBatch(catalog, wanted.slice(at, at + batch), signal);
      signal.throwIfAborted();
      for (const table of read.tables) await keep(connection, catalog.name, table);
      yield read.tables.map((table) => toKnown(first, table));
      if (read.isOver) break;
    }
  }
}

/** What could be read of some tables, and whether asking for more is of no use. */
async function readBatch(
  catalog: Catalog,
  tables: readonly KnownTable[],
  signal: AbortSignal,
): Promise<{ readonly tables: readonly Table[]; readonly isOver: boolean }> {
  let stop = false;
  const read = await mapParallel(tables, atOnce, async ({ identifier }) => {
    signal.throwIfAborted();
    if (stop) return undefined;
    try {
      return await catalog.loadTable(identifier, signal);
    } catch (error) {
      signal.throwIfAborted();
      stop ||= !(error instanceof CatalogError) || isOver.has(error.code);
      return undefined;
    }
  });
  return { tables: read.filter((table) => table !== undefined), isOver: stop };
}

function byCatalog(tables: readonly KnownTable[]): Iterable<readonly KnownTable[]> {
  const groups = new Map<string, KnownTable[]>();
  for (const table of tables) {
    const key = JSON.stringify([table.connection, table.catalog]);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(table);
  }
  return groups.values();
}

import { offers } from '../../catalog/capabilities.js';
import { type Catalog, CatalogError, type Table } from '../../catalog/catalog.js';
import type { Connection } from '../../connections/connections.js';
import type { ErrorCode } from '../../util/errorCode.js';
import { mapParallel } from '../../util/mapParallel.js';
import { merge } from '../../util/merge.js';
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
export function readTables(
  tables: readonly KnownTable[],
  options: ReadOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly KnownTable[], void> {
  const all = { rest: mostTables, unread: 0 };
  return merge(byCatalog(tables).map((group) => readCatalog(group, all, options, signal)));
}

async function* readCatalog(
  tables: readonly KnownTable[],
  /** How many may still be read, and will not be, in all catalogs. */
  all: { rest: number; unread: number },
  { connections, keep, left }: ReadOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly KnownTable[], void> {
  const [first] = tables;
  const connection = first && connections(first.connection);
  if (first === undefined || connection === undefined) return;
  const catalog = await findCatalog(connection, first.catalog, signal).catch(() => undefined);
  signal.throwIfAborted();
  if (catalog === undefined || offers(catalog, 'searchTables')) return;
  const wanted = tables.slice(0, all.rest);
  all.rest -= wanted.length;
  all.unread += tables.length - wanted.length;
  left(all.unread);
  for (let at = 0; at < wanted.length; at += batch) {
    const read = await readBatch(catalog, wanted.slice(at, at + batch), signal);
    signal.throwIfAborted();
    for (const table of read.tables) await keep(connection, catalog.name, table);
    yield read.tables.map((table) => toKnown(first, table));
    if (read.isOver) return;
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

function byCatalog(tables: readonly KnownTable[]): readonly (readonly KnownTable[])[] {
  const groups = new Map<string, KnownTable[]>();
  for (const table of tables) {
    const key = JSON.stringify([table.connection, table.catalog]);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(table);
  }
  return [...groups.values()];
}

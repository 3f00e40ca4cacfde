import type {
  Catalog,
  FileCounts,
  Table,
  TableIdentifier,
  TableVersion,
} from '../../catalog/catalog.js';
import type { DuckDbClient } from '../../duckdb/duckDbClient.js';
import type { Predicate } from '../../util/predicate.js';
import { quoteName } from '../../util/quote.js';
import type { ReadTable } from '../queryEngine.js';
import { keyOf, relationOf } from './findTable.js';
import { createOurView } from './ourView.js';
import { readTable } from './readTable.js';

/** What one mention of a table asks of it. */
export interface TableUse {
  readonly catalog: Catalog;
  readonly table: Table;
  readonly version: TableVersion;
  readonly filter?: Predicate | undefined;
}

/** A mention of a table with a name of its own. */
export interface BoundTable {
  readonly identifier: TableIdentifier;
  /** How a statement names it, in quotes. */
  readonly name: string;
  /** The `SELECT` behind the name. */
  readonly select: string;
  readonly files: FileCounts;
  readonly read: ReadTable;
}

/**
 * Mentions of tables that mean some of their files: another version, or those that a filter leaves. Each is a view
 * of the table's own name in a schema of its own, so that columns can still be called `orders.id`.
 */
export class BoundTables {
  readonly #duckdb: DuckDbClient;
  readonly #database: string;
  /** Of whole versions: they are used again. */
  readonly #versions = new Map<string, { readonly schema: string; readonly bound: BoundTable }>();
  readonly #filtered = new Set<BoundTable>();
  #count = 0;

  constructor(duckdb: DuckDbClient, database: string) {
    this.#duckdb = duckdb;
    this.#database = database;
  }

  get all(): readonly BoundTable[] {
    return [...[...this.#versions.values()].map(({ bound }) => bound), ...this.#filtered];
  }

  /** Gives a mention its name. Failures are the catalog's, and DuckDB's. */
  async bind(
    { catalog, table, version, filter }: TableUse,
    signal: AbortSignal,
  ): Promise<BoundTable> {
    const { identifier } = table;
    const request = { version, ...(filter === undefined ? {} : { filter }) };
    const relation = await relationOf(catalog, identifier, request, signal);
    const { sql: select, files } = relation;
    const key = JSON.stringify([catalog.name, keyOf(identifier), versionText(version)]);
    const kept = filter === undefined ? this.#versions.get(key) : undefined;
    // No namespace is called so.
    const schema = kept?.schema ?? `@${this.#count++}`;
    const quoted = [this.#database, schema].map(quoteName).join('.');
    const name = `${quoted}.${quoteName(identifier.name)}`;
    await this.#duckdb.run(
      `CREATE SCHEMA IF NOT EXISTS ${quoted}; ${createOurView(name, select)}`,
      signal,
    );
    const read = readTable(this.#database, identifier, relation, versionText(version));
    const bound = { identifier, name, select, files, read };
    if (filter === undefined) this.#versions.set(key, { schema, bound });
    else this.#filtered.add(bound);
    return bound;
  }

  /** Takes away the name of a mention with a filter, which no other statement uses. */
  async release(bound: BoundTable): Promise<void> {
    if (!this.#filtered.delete(bound)) return;
    const schema = bound.name.slice(0, -quoteName(bound.identifier.name).length - 1);
    // In a process that has gone meanwhile there is none.
    await this.#duckdb.run(`DROP SCHEMA IF EXISTS ${schema} CASCADE`, never).catch(() => undefined);
  }
}

const never = new AbortController().signal;

function versionText(version: TableVersion): string {
  if (version === undefined) return '';
  return 'ref' in version ? `ref ${version.ref}` : String(version.snapshotId);
}

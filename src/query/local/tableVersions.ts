import { CatalogError, type TableIdentifier } from '../../catalog/catalog.js';
import type { DuckDbContext } from '../../duckdb/duckDbApi.js';
import { type DuckDbClient, DuckDbError } from '../../duckdb/duckDbClient.js';
import { quoteName } from '../../util/quote.js';
import { QueryError } from '../queryEngine.js';
import { type AsOf, findAsOf, withoutAsOf } from './asOf.js';
import { type FoundTable, keyOf, ofTable, relationOf } from './findTable.js';
import { toQueryError } from './toQueryError.js';
import { versionAt } from './versionAt.js';

interface TableAsOf {
  readonly identifier: TableIdentifier;
  /** The schema that holds nothing but this table. */
  readonly schema: string;
  /** The `SELECT` behind the name, as it was registered last. */
  readonly select: string;
}

/**
 * Tables as they were: `orders AT (VERSION => 7)` becomes a view `orders` in a schema of its own, so
 * that columns can still be called `orders.id`. DuckDB has the grammar of the clause, but not for
 * views of files.
 */
export class TableVersions {
  readonly #duckdb: DuckDbClient;
  readonly #database: string;
  readonly #registered = new Map<string, TableAsOf>();

  constructor(duckdb: DuckDbClient, database: string) {
    this.#duckdb = duckdb;
    this.#database = database;
  }

  get all(): Iterable<TableAsOf> {
    return this.#registered.values();
  }

  /**
   * The statement without its `AT` clauses, over views of the versions they ask for; what is outside
   * of them keeps its place. Throws `QueryError`, with the clause's place where it is to blame.
   */
  async register(
    sql: string,
    find: (parts: readonly string[]) => Promise<FoundTable | undefined>,
    context: DuckDbContext,
    signal: AbortSignal,
  ): Promise<string> {
    const found = findAsOf(sql);
    if (found.length === 0) return sql;
    await this.#checkGrammar(sql, context, signal);
    const schemas: string[] = [];
    for (const asOf of found) {
      schemas.push(await this.#registerOne(sql, asOf, find, context, signal));
    }
    return withoutAsOf(sql, found, schemas.map(quoteName));
  }

  /** Where the clause may stand and what may be in it, DuckDB's own parser says. */
  async #checkGrammar(sql: string, context: DuckDbContext, signal: AbortSignal): Promise<void> {
    try {
      await this.#duckdb.prepare(sql, signal, context);
    } catch (error) {
      signal.throwIfAborted();
      const isFinal =
        error instanceof DuckDbError && ['Parser', 'Syntax', 'gone'].includes(error.kind);
      // Anything else is that it knows no versions, or not yet the tables.
      if (isFinal) throw toQueryError(error, sql);
    }
  }

  async #registerOne(
    sql: string,
    asOf: AsOf,
    find: (parts: readonly string[]) => Promise<FoundTable | undefined>,
    context: DuckDbContext,
    signal: AbortSignal,
  ): Promise<string> {
    const place = { start: asOf.name.start, end: asOf.name.end };
    const name = asOf.name.parts.join('.');
    const fail = (error: unknown, span = place): never => {
      signal.throwIfAborted();
      throw error instanceof QueryError ? error : ofTable(name, error, span);
    };
    const table = await find(asOf.name.parts).catch(fail);
    if (table === undefined) {
      throw new QueryError('not-found', `Table with name ${name} does not exist!`, { span: place });
    }
    if (table.table.view !== undefined) {
      fail(new CatalogError('refused', 'a view has no versions'));
    }
    const { identifier } = table.table;
    const version = await versionAt(sql, asOf, table, this.#duckdb, context, signal).catch(
      (error: unknown) => fail(error, isMissing(error) ? asOf.value : place),
    );
    const select = await relationOf(table.catalog, identifier, version, signal).catch(
      (error: unknown) => fail(error, isMissing(error) ? asOf.value : place),
    );
    const wanted = 'ref' in version ? `ref ${version.ref}` : String(version.snapshotId);
    const key = JSON.stringify([table.catalog.name, keyOf(identifier), wanted]);
    // No namespace is called so, and the name is as short as `withoutAsOf` needs it.
    const schema = this.#registered.get(key)?.schema ?? `@${this.#registered.size}`;
    const quoted = [this.#database, schema].map(quoteName).join('.');
    await this.#duckdb
      .run(
        `CREATE SCHEMA IF NOT EXISTS ${quoted}; CREATE OR REPLACE VIEW ${quoted}.${quoteName(identifier.name)} AS ${select}`,
        signal,
      )
      .catch(fail);
    this.#registered.set(key, { identifier, schema, select });
    return schema;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof CatalogError && error.code === 'not-found';
}

import type { Catalog, FileCounts, Namespace } from '../../catalog/catalog.js';
import type { DuckDbContext } from '../../duckdb/duckDbApi.js';
import type { DuckDbClient, PreparedStatement } from '../../duckdb/duckDbClient.js';
import { quoteName } from '../../util/quote.js';
import { findAsOf, withoutAsOf } from './asOf.js';
import { QueryError, type StatementReads } from '../queryEngine.js';
import { BoundTables } from './boundTables.js';
import { type BindView, CatalogTables, isUnknownTable } from './catalogTables.js';
import { type EditedSql } from './editedSql.js';
import { filesOf } from './filesOf.js';
import { readsOf } from './readsOf.js';
import { written } from './findTable.js';
import { nameAt, wordsOf } from './names.js';
import { nameUses, type Naming } from './nameUses.js';
import {
  type AnalyzeSql,
  filteredUses,
  type FindTable,
  type ReadUse,
  readUses,
} from './statementUses.js';

export interface BindOptions {
  /** What bare names mean. */
  readonly namespace: Namespace;
  readonly session?: string;
}

/** A statement whose tables are all known. */
export interface Bound {
  readonly statement: PreparedStatement;
  /** What to run. */
  readonly sql: EditedSql;
  /** Of all tables of catalogs that it reads; missing where they could not be told. */
  readonly files?: FileCounts | undefined;
  readonly reads: Omit<StatementReads, 'settings'>;
  /** To be called when the statement has run. */
  release(): void;
}

/** No statement needs as many; it ends a loop that would not. */
const mostTables = 500;

/**
 * The tables of catalogs as views of a database that DuckDB has in memory. DuckDB's own binder says
 * which names of a statement it does not know, and where; those are looked up and registered, until
 * it knows all. So the grammar that decides what a table name is, is the one that runs the statement.
 * Mentions that mean another version, or of which the statement's conditions leave some files, are
 * found before it and have names of their own.
 */
export class LocalTables {
  readonly #duckdb: DuckDbClient;
  readonly #database: string;
  readonly #analyze: AnalyzeSql | undefined;
  readonly #tables: CatalogTables;
  readonly #bound: BoundTables;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    duckdb: DuckDbClient,
    database: string,
    catalogs: readonly Catalog[],
    analyze: AnalyzeSql | undefined,
  ) {
    this.#duckdb = duckdb;
    this.#database = database;
    this.#analyze = analyze;
    this.#bound = new BoundTables(duckdb, database);
    const bindView: BindView = (...of) => this.#bindView(...of);
    this.#tables = new CatalogTables(duckdb, database, catalogs, bindView);
  }

  /** What DuckDB makes of a statement once every table in it is known. Failures are `QueryError`. */
  bind(sql: string, options: BindOptions, signal: AbortSignal): Promise<Bound> {
    // One by one: two that register the same table would get into each other's way.
    const turn = this.#turn.then(() => this.#bind(sql, options, signal));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Where a statement runs so that its bare names mean tables of `namespace`. */
  schema(namespace: Namespace): readonly [string, string] {
    return this.#tables.schema(namespace);
  }

  /** The registered tables whose data lies at a path that a text names: to say which table is broken. */
  tableAt(message: string): string | undefined {
    const path = /"([^"]+)"/.exec(message)?.[1];
    if (path === undefined) return undefined;
    for (const { identifier, select } of [...this.#tables.all, ...this.#bound.all]) {
      if (select.includes(path)) return written(identifier);
    }
    return undefined;
  }

  async #bind(sql: string, options: BindOptions, signal: AbortSignal): Promise<Bound> {
    signal.throwIfAborted();
    const { namespace, session } = options;
    const context = {
      schema: this.schema(namespace),
      ...(session === undefined ? {} : { session }),
    };
    const text = withoutAsOf(sql, findAsOf(sql));
    // Both may have a process to start.
    const [all] = await Promise.all([
      readUses(text, this.#analyze, signal),
      this.#tables.makeSchema(namespace, signal),
    ]);
    const find = this.#finder(namespace, signal);
    const others = await this.#tables.namesOfOthers(context, signal);
    const isOurs = ({ parts }: ReadUse): boolean => !others.has(parts.at(-1)?.toLowerCase() ?? '');
    const uses = all?.filter(isOurs);
    const names = all?.map(({ parts }) => parts.at(-1)?.toLowerCase() ?? '') ?? wordsOf(text);
    const ofSession = [...new Set(names)].filter((name) => others.has(name));
    if (uses !== undefined && uses.length > 0) {
      const asked = await this.#filtered(text, uses, find, context, signal);
      try {
        if (asked.some(({ filter }) => filter !== undefined)) {
          const ours = asked.filter(isOurs);
          const bound = await this.#bindUses(sql, ours, find, namespace, context, signal);
          return { ...bound, reads: { ...bound.reads, ofSession } };
        }
      } catch (error) {
        signal.throwIfAborted();
        // A DuckDB that has ended says so once. What else is wrong is wrong without filters too, and then said of
        // the text as it was written.
        if (error instanceof QueryError && error.retryable) throw error;
      }
    }
    const bound = await this.#bindUses(sql, uses, find, namespace, context, signal);
    return { ...bound, reads: { ...bound.reads, ofSession } };
  }

  /** What is asked of each table, where its texts are compared as they are. */
  async #filtered(
    sql: string,
    uses: readonly ReadUse[],
    find: FindTable,
    context: DuckDbContext,
    signal: AbortSignal,
  ): Promise<readonly ReadUse[]> {
    return (await this.#tables.comparesTexts(context, signal))
      ? filteredUses(sql, uses, find, this.#analyze, signal)
      : uses;
  }

  async #bindUses(
    sql: string,
    uses: readonly ReadUse[] | undefined,
    find: FindTable,
    namespace: Namespace,
    context: DuckDbContext,
    signal: AbortSignal,
  ): Promise<Bound> {
    const named = await nameUses(sql, uses ?? [], find, this.#naming(context), signal);
    const release = (): void => {
      for (const bound of named.bound) void this.#bound.release(bound);
    };
    try {
      const statement = await this.#prepare(named.sql, namespace, context, signal);
      // A column without a name is called by its expression, in which a table would have another name.
      if (named.hasFilters && statement.columns.some(({ name }) => name.includes('"@'))) {
        throw new Error('a name of ours is seen');
      }
      return {
        statement,
        sql: named.sql,
        files: filesOf(named, uses, this.#tables, namespace),
        reads: {
          sql: named.portable,
          schema: this.schema(namespace),
          tables: readsOf(named, uses, this.#tables, namespace),
          ofSession: [],
        },
        release,
      };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Registers what DuckDB does not know until it knows all. */
  async #prepare(
    sql: EditedSql,
    namespace: Namespace,
    context: DuckDbContext,
    signal: AbortSignal,
  ): Promise<PreparedStatement> {
    await this.#tables.refresh(wordsOf(sql.kept), signal);
    for (let count = 0; ; count++) {
      try {
        return await this.#duckdb.prepare(sql.text, signal, context);
      } catch (error) {
        signal.throwIfAborted();
        if (count === mostTables || !isUnknownTable(error)) throw sql.toQueryError(error);
        const toPlace = sql.toWritten.bind(sql);
        await this.#tables
          .registerAt(sql.text, error, toPlace, namespace, [], signal)
          .catch((failure: unknown) => {
            signal.throwIfAborted();
            throw sql.toQueryError(failure);
          });
      }
    }
  }

  /**
   * The text of a view with its bare names qualified: DuckDB looks them up in the schema of the view,
   * but they mean tables of the view's default namespace.
   */
  #bindView: BindView = async ({ sql: text, defaultNamespace }, within, signal) => {
    const view = text.trim().replace(/;\s*$/, '');
    // In a schema without tables every bare name is unknown.
    const nowhere = [this.#database, 'lakehouse_nowhere'] as const;
    await this.#duckdb.run(
      `CREATE SCHEMA IF NOT EXISTS ${nowhere.map(quoteName).join('.')}`,
      signal,
    );
    const context = { schema: nowhere };
    const find = this.#finder(defaultNamespace, signal);
    const uses = await readUses(withoutAsOf(view, findAsOf(view)), this.#analyze, signal);
    const named = await nameUses(view, [], find, this.#naming(context), signal);
    let sql = named.sql.text;
    for (let count = 0; ; count++) {
      try {
        await this.#duckdb.prepare(sql, signal, context);
        return {
          sql,
          files: filesOf(named, uses, this.#tables, defaultNamespace),
          portable: named.bound.reduce(
            (all, { name, read }) => all.replaceAll(name, read.name.map(quoteName).join('.')),
            sql,
          ),
          reads: readsOf(named, uses, this.#tables, defaultNamespace),
        };
      } catch (error) {
        signal.throwIfAborted();
        if (count === mostTables || !isUnknownTable(error)) throw error;
        const found = error.position === undefined ? undefined : nameAt(sql, error.position);
        if (found?.parts.length === 1) {
          const schema = this.schema(defaultNamespace).map(quoteName).join('.');
          sql = `${sql.slice(0, found.start)}${schema}.${sql.slice(found.start)}`;
          await this.#tables.makeSchema(defaultNamespace, signal);
          continue;
        }
        const toPlace = (span: { readonly start: number; readonly end: number }) => span;
        await this.#tables.registerAt(sql, error, toPlace, defaultNamespace, within, signal);
      }
    }
  };

  #naming(context: DuckDbContext): Naming {
    return { duckdb: this.#duckdb, bound: this.#bound, context };
  }

  /** What names mean, each looked up once. */
  #finder(namespace: Namespace, signal: AbortSignal): FindTable {
    const found = new Map<string, ReturnType<FindTable>>();
    return (parts) => {
      const key = JSON.stringify(parts);
      const known = found.get(key) ?? this.#tables.find(parts, namespace, signal);
      found.set(key, known);
      return known;
    };
  }
}

import {
  type Catalog,
  CatalogError,
  type Namespace,
  type Table,
  type TableIdentifier,
} from '../../catalog/catalog.js';
import {
  type DuckDbClient,
  DuckDbError,
  type PreparedStatement,
} from '../../duckdb/duckDbClient.js';
import { quoteName } from '../../util/quote.js';
import { QueryError } from '../queryEngine.js';
import {
  type FoundTable,
  findTable,
  keyOf,
  load,
  ofTable,
  relationOf,
  written,
} from './findTable.js';
import { meanings, nameAt, schemaOf, wordsOf } from './names.js';
import { TableVersions } from './tableVersions.js';
import { toQueryError } from './toQueryError.js';

export interface BindOptions {
  /** What bare names mean. */
  readonly namespace: Namespace;
  readonly session?: string;
}

/** A statement whose tables are all known. */
export interface Bound {
  readonly statement: PreparedStatement;
  /** What to run: the statement with the same things at the same places, but no `AT` clauses. */
  readonly sql: string;
}

interface Registered {
  readonly catalog: Catalog;
  readonly identifier: TableIdentifier;
  /** The `SELECT` behind the name, as it was registered last. */
  readonly select: string;
}

/** No statement needs as many; it ends a loop that would not. */
const mostTables = 500;

/**
 * The tables of catalogs as views of a database that DuckDB has in memory. DuckDB's own binder says
 * which names of a statement it does not know, and where; those are looked up and registered, until
 * it knows all. So the grammar that decides what a table name is, is the one that runs the statement.
 */
export class LocalTables {
  readonly #duckdb: DuckDbClient;
  readonly #catalogs: readonly Catalog[];
  readonly #database: string;
  readonly #registered = new Map<string, Registered>();
  readonly #versions: TableVersions;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(duckdb: DuckDbClient, database: string, catalogs: readonly Catalog[]) {
    this.#duckdb = duckdb;
    this.#database = database;
    this.#catalogs = catalogs;
    this.#versions = new TableVersions(duckdb, database);
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
    return [this.#database, schemaOf(namespace)];
  }

  /** The registered tables whose data lies at a path that a text names: to say which table is broken. */
  tableAt(message: string): string | undefined {
    const path = /"([^"]+)"/.exec(message)?.[1];
    if (path === undefined) return undefined;
    for (const { identifier, select } of [...this.#registered.values(), ...this.#versions.all]) {
      if (select.includes(path)) return written(identifier);
    }
    return undefined;
  }

  async #bind(written: string, options: BindOptions, signal: AbortSignal): Promise<Bound> {
    signal.throwIfAborted();
    await this.#makeSchema(options.namespace, signal);
    const context = {
      schema: this.schema(options.namespace),
      ...(options.session === undefined ? {} : { session: options.session }),
    };
    const find = (parts: readonly string[]): Promise<FoundTable | undefined> =>
      this.#find(parts, options.namespace, signal);
    const sql = await this.#versions.register(written, find, context, signal);
    await this.#refresh(wordsOf(sql), signal);
    for (let count = 0; ; count++) {
      try {
        return { statement: await this.#duckdb.prepare(sql, signal, context), sql };
      } catch (error) {
        signal.throwIfAborted();
        if (count === mostTables || !isUnknownTable(error)) throw toQueryError(error, sql);
        await this.#registerAt(sql, error, options.namespace, [], signal);
      }
    }
  }

  /** Registers the table at the place of a failure, or throws the failure when no catalog has it. */
  async #registerAt(
    sql: string,
    error: DuckDbError,
    namespace: Namespace,
    within: readonly string[],
    signal: AbortSignal,
  ): Promise<void> {
    const name = error.position === undefined ? undefined : nameAt(sql, error.position);
    if (name === undefined) throw toQueryError(error, sql);
    const span = { start: name.start, end: name.end };
    const [likeliest] = meanings(name.parts, this.#defaults(namespace));
    const found = await this.#find(name.parts, namespace, signal).catch((failure: unknown) => {
      signal.throwIfAborted();
      throw ofTable(likeliest === undefined ? '' : written(likeliest), failure, span);
    });
    if (found === undefined)
      throw new QueryError('not-found', error.message, { cause: error, span });
    await this.#register(found.catalog, found.table, within, signal).catch((failure: unknown) => {
      signal.throwIfAborted();
      throw ofTable(written(found.table.identifier), failure, span);
    });
  }

  #find(
    parts: readonly string[],
    namespace: Namespace,
    signal: AbortSignal,
  ): Promise<FoundTable | undefined> {
    return findTable(this.#catalogs, parts, this.#defaults(namespace), signal);
  }

  #defaults(namespace: Namespace): Parameters<typeof meanings>[1] {
    const prefixes = [this.#database, ...this.#catalogs.map(({ name }) => name)];
    return { namespace, prefixes: new Set(prefixes.map((prefix) => prefix.toLowerCase())) };
  }

  async #register(
    catalog: Catalog,
    { identifier, view }: Table,
    within: readonly string[],
    signal: AbortSignal,
  ): Promise<void> {
    const name = written(identifier);
    if (within.includes(name)) {
      const circle = [...within.slice(within.indexOf(name)), name].join(' → ');
      throw new CatalogError('refused', `this view reads itself: ${circle}`);
    }
    const select =
      view === undefined
        ? await relationOf(catalog, identifier, undefined, signal)
        : await this.#bindView(view, [...within, name], signal);
    await this.#makeSchema(identifier.namespace, signal);
    await this.#duckdb.run(
      `CREATE OR REPLACE VIEW ${this.#quoted(identifier)} AS ${select}`,
      signal,
    );
    this.#registered.set(keyOf(identifier), { catalog, identifier, select });
  }

  /**
   * The text of a view with its bare names qualified: DuckDB looks them up in the schema of the view,
   * but they mean tables of the view's default namespace.
   */
  async #bindView(
    view: NonNullable<Table['view']>,
    within: readonly string[],
    signal: AbortSignal,
  ): Promise<string> {
    // In a schema without tables every bare name is unknown.
    const nowhere = [this.#database, 'lakehouse_nowhere'] as const;
    await this.#duckdb.run(
      `CREATE SCHEMA IF NOT EXISTS ${nowhere.map(quoteName).join('.')}`,
      signal,
    );
    let sql = view.sql.trim().replace(/;\s*$/, '');
    for (let count = 0; ; count++) {
      try {
        await this.#duckdb.prepare(sql, signal, { schema: nowhere });
        return sql;
      } catch (error) {
        signal.throwIfAborted();
        if (count === mostTables || !isUnknownTable(error)) throw error;
        const found = error.position === undefined ? undefined : nameAt(sql, error.position);
        if (found?.parts.length === 1) {
          const schema = this.schema(view.defaultNamespace).map(quoteName).join('.');
          sql = `${sql.slice(0, found.start)}${schema}.${sql.slice(found.start)}`;
          await this.#makeSchema(view.defaultNamespace, signal);
          continue;
        }
        await this.#registerAt(sql, error, view.defaultNamespace, within, signal);
      }
    }
  }

  /**
   * Brings the registered tables that a statement may name, itself or through views, up to date.
   * They are replaced and not dropped: a statement that was bound before may be about to run.
   */
  async #refresh(words: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
    for (const registered of this.#within(words)) {
      const { catalog, identifier, select } = registered;
      const table = await load(catalog, identifier, signal).catch(() => undefined);
      signal.throwIfAborted();
      const isSameRelation =
        table?.view === undefined &&
        table !== undefined &&
        (await relationOf(catalog, identifier, undefined, signal).catch(() => undefined)) ===
          select;
      signal.throwIfAborted();
      if (isSameRelation) continue;
      // What fails now fails again, with its place, when the statement is bound.
      const isDone =
        table !== undefined &&
        (await this.#register(catalog, table, [], signal).then(
          () => true,
          () => false,
        ));
      signal.throwIfAborted();
      if (isDone) continue;
      this.#registered.delete(keyOf(identifier));
      await this.#duckdb.run(`DROP VIEW IF EXISTS ${this.#quoted(identifier)}`, signal);
    }
  }

  /** Tables before the views that read them. */
  #within(words: ReadonlySet<string>): readonly Registered[] {
    const found = new Set<Registered>();
    const visit = (named: ReadonlySet<string>): void => {
      for (const registered of this.#registered.values()) {
        if (found.has(registered) || !named.has(registered.identifier.name.toLowerCase())) continue;
        found.add(registered);
        visit(wordsOf(registered.select));
      }
    };
    visit(words);
    return [...found].reverse();
  }

  async #makeSchema(namespace: Namespace, signal: AbortSignal): Promise<void> {
    const schema = this.schema(namespace).map(quoteName).join('.');
    await this.#duckdb.run(
      `ATTACH IF NOT EXISTS ':memory:' AS ${quoteName(this.#database)}; CREATE SCHEMA IF NOT EXISTS ${schema}`,
      signal,
    );
  }

  #quoted({ namespace, name }: TableIdentifier): string {
    return [...this.schema(namespace), name].map(quoteName).join('.');
  }
}

function isUnknownTable(error: unknown): error is DuckDbError {
  return (
    error instanceof DuckDbError &&
    error.kind === 'Catalog' &&
    error.message.startsWith('Table with name')
  );
}

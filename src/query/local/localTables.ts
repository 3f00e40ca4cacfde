import {
  type Catalog,
  CatalogError,
  hasRelations,
  type Namespace,
  type Table,
  type TableIdentifier,
} from '../../catalog/catalog.js';
import { type DuckDbClient, DuckDbError } from '../../duckdb/duckDbClient.js';
import type { DuckDbStatement } from '../../duckdb/duckDbApi.js';
import { quoteName } from '../../util/quote.js';
import type { Span } from '../../util/span.js';
import { QueryError } from '../queryEngine.js';
import { inOtherCase, meanings, nameAt, schemaOf, wordsOf } from './names.js';
import { toQueryError } from './toQueryError.js';

export interface BindOptions {
  /** What bare names mean. */
  readonly namespace: Namespace;
  readonly session?: string;
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
  #turn: Promise<unknown> = Promise.resolve();

  constructor(duckdb: DuckDbClient, database: string, catalogs: readonly Catalog[]) {
    this.#duckdb = duckdb;
    this.#database = database;
    this.#catalogs = catalogs;
  }

  /** What DuckDB makes of a statement once every table in it is known. Failures are `QueryError`. */
  bind(sql: string, options: BindOptions, signal: AbortSignal): Promise<DuckDbStatement> {
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
    for (const { identifier, select } of this.#registered.values()) {
      if (select.includes(path)) return written(identifier);
    }
    return undefined;
  }

  async #bind(sql: string, options: BindOptions, signal: AbortSignal): Promise<DuckDbStatement> {
    signal.throwIfAborted();
    await this.#makeSchema(options.namespace, signal);
    await this.#refresh(wordsOf(sql), signal);
    const context = {
      schema: this.schema(options.namespace),
      ...(options.session === undefined ? {} : { session: options.session }),
    };
    for (let count = 0; ; count++) {
      try {
        return await this.#duckdb.prepare(sql, signal, context);
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

  async #find(
    parts: readonly string[],
    namespace: Namespace,
    signal: AbortSignal,
  ): Promise<{ readonly catalog: Catalog; readonly table: Table } | undefined> {
    for (const identifier of meanings(parts, this.#defaults(namespace))) {
      for (const catalog of this.#catalogs) {
        const table =
          (await load(catalog, identifier, signal)) ??
          (await load(
            catalog,
            await inOtherCase(catalog, identifier, signal).catch(noneWhenMissing),
            signal,
          ));
        if (table !== undefined) return { catalog, table };
      }
    }
    return undefined;
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
        ? await this.#relation(catalog, identifier, signal)
        : await this.#bindView(view, [...within, name], signal);
    await this.#makeSchema(identifier.namespace, signal);
    await this.#duckdb.run(
      `CREATE OR REPLACE VIEW ${this.#quoted(identifier)} AS ${select}`,
      signal,
    );
    this.#registered.set(keyOf(identifier), { catalog, identifier, select });
  }

  #relation(catalog: Catalog, identifier: TableIdentifier, signal: AbortSignal): Promise<string> {
    if (!hasRelations(catalog)) {
      throw new CatalogError('refused', `DuckDB can not read the tables of ${catalog.name}`);
    }
    return catalog.relation(identifier, undefined, signal);
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
        (await this.#relation(catalog, identifier, signal).catch(() => undefined)) === select;
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

async function load(
  catalog: Catalog,
  identifier: TableIdentifier | undefined,
  signal: AbortSignal,
): Promise<Table | undefined> {
  return identifier === undefined
    ? undefined
    : catalog.loadTable(identifier, signal).catch(noneWhenMissing);
}

function noneWhenMissing(error: unknown): undefined {
  if (error instanceof CatalogError && error.code === 'not-found') return undefined;
  throw error;
}

/** A failure of a table that a statement names: where it names it, and what the table is called. */
function ofTable(name: string, error: unknown, span: Span): QueryError {
  if (error instanceof CatalogError) {
    return new QueryError(error.code, `${name}: ${error.message}`, { cause: error, span });
  }
  const { code, message, retryable } = toQueryError(error, '');
  return new QueryError(code, `${name}: ${message}`, { cause: error, span, retryable });
}

function keyOf({ namespace, name }: TableIdentifier): string {
  return JSON.stringify([...namespace, name].map((part) => part.toLowerCase()));
}

function written({ namespace, name }: TableIdentifier): string {
  return [...namespace, name].join('.');
}

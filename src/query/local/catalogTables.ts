import {
  type Catalog,
  CatalogError,
  type FileCounts,
  type Namespace,
  type Table,
  type TableIdentifier,
} from '../../catalog/catalog.js';
import { type DuckDbClient, DuckDbError } from '../../duckdb/duckDbClient.js';
import type { DuckDbContext } from '../../duckdb/duckDbApi.js';
import { quoteName, quoteText } from '../../util/quote.js';
import type { Span } from '../../util/span.js';
import { QueryError, type ReadTable } from '../queryEngine.js';
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
import { createOurView, ourMark } from './ourView.js';
import { readTable, readView } from './readTable.js';

/** A view's text with names that DuckDB knows, and the files behind them where they could be counted. */
export interface ViewText {
  readonly sql: string;
  readonly files?: FileCounts | undefined;
  /** The same text with the names that `reads` has for the tables. */
  readonly portable: string;
  readonly reads: readonly ReadTable[];
}

/** Makes of a view's text one that DuckDB can run; `within` are the views around it. */
export type BindView = (
  view: NonNullable<Table['view']>,
  within: readonly string[],
  signal: AbortSignal,
) => Promise<ViewText>;

interface Registered {
  readonly catalog: Catalog;
  readonly identifier: TableIdentifier;
  /** The `SELECT` behind the name, as it was registered last. */
  readonly select: string;
  readonly files?: FileCounts | undefined;
  /** It, after the tables that it reads where it is a view. */
  readonly reads: readonly ReadTable[];
}

/** Tables of catalogs, as they are now, as views of a database that DuckDB has in memory. */
export class CatalogTables {
  readonly #duckdb: DuckDbClient;
  readonly #catalogs: readonly Catalog[];
  readonly #database: string;
  readonly #bindView: BindView;
  readonly #registered = new Map<string, Registered>();

  constructor(
    duckdb: DuckDbClient,
    database: string,
    catalogs: readonly Catalog[],
    bindView: BindView,
  ) {
    this.#duckdb = duckdb;
    this.#database = database;
    this.#catalogs = catalogs;
    this.#bindView = bindView;
  }

  get all(): Iterable<Registered> {
    return this.#registered.values();
  }

  /** Where a statement runs so that its bare names mean tables of `namespace`. */
  schema(namespace: Namespace): readonly [string, string] {
    return [this.#database, schemaOf(namespace)];
  }

  /** The table that a written name means. */
  find(
    parts: readonly string[],
    namespace: Namespace,
    signal: AbortSignal,
  ): Promise<FoundTable | undefined> {
    return findTable(this.#catalogs, parts, this.#defaults(namespace), signal);
  }

  /** The registered table or view that a written name means. */
  registered(parts: readonly string[], namespace: Namespace): Registered | undefined {
    return meanings(parts, this.#defaults(namespace))
      .map((identifier) => this.#registered.get(keyOf(identifier)))
      .find((registered) => registered !== undefined);
  }

  /**
   * Registers the table at the place of a failure of `sql`, or throws the failure when no catalog has
   * it. `toPlace` says where that place is shown.
   */
  async registerAt(
    sql: string,
    error: DuckDbError,
    toPlace: (span: Span) => Span,
    namespace: Namespace,
    within: readonly string[],
    signal: AbortSignal,
  ): Promise<void> {
    const name = error.position === undefined ? undefined : nameAt(sql, error.position);
    if (name === undefined) throw error;
    const span = toPlace({ start: name.start, end: name.end });
    const [likeliest] = meanings(name.parts, this.#defaults(namespace));
    const found = await this.find(name.parts, namespace, signal).catch((failure: unknown) => {
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

  /**
   * Brings the registered tables that a statement may name, itself or through views, up to date.
   * They are replaced and not dropped: a statement that was bound before may be about to run.
   */
  async refresh(words: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
    for (const registered of this.#within(words)) {
      const { catalog, identifier, select } = registered;
      const table = await load(catalog, identifier, signal).catch(() => undefined);
      signal.throwIfAborted();
      const relation =
        table === undefined || table.view !== undefined
          ? undefined
          : await relationOf(catalog, identifier, {}, signal).catch(() => undefined);
      signal.throwIfAborted();
      if (relation?.sql === select) {
        const reads = [readTable(this.#database, identifier, relation)];
        this.#registered.set(keyOf(identifier), { ...registered, reads });
        continue;
      }
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

  /**
   * The names, in lower case, that mean something else than a catalog's table to a statement: it, or one before it,
   * made a table or view of that name.
   */
  async namesOfOthers(context: DuckDbContext, signal: AbortSignal): Promise<ReadonlySet<string>> {
    const { rows } = await this.#duckdb.rows(
      `SELECT lower(table_name) FROM duckdb_tables() WHERE database_name NOT LIKE 'lakehouse_store%'
       UNION ALL SELECT lower(view_name) FROM duckdb_views()
       WHERE NOT internal AND comment IS DISTINCT FROM ${quoteText(ourMark)}`,
      signal,
      context,
    );
    return new Set(rows.flatMap(([name]) => name ?? []));
  }

  /** Whether texts are compared by what they are, and not by rules that a statement has set. */
  async comparesTexts(context: DuckDbContext, signal: AbortSignal): Promise<boolean> {
    const select = "SELECT current_setting('default_collation')";
    const { rows } = await this.#duckdb.rows(select, signal, context);
    return ['', 'binary'].includes(rows[0]?.[0]?.toLowerCase() ?? '');
  }

  async makeSchema(namespace: Namespace, signal: AbortSignal): Promise<void> {
    const schema = this.schema(namespace).map(quoteName).join('.');
    await this.#duckdb.run(
      `ATTACH IF NOT EXISTS ':memory:' AS ${quoteName(this.#database)}; CREATE SCHEMA IF NOT EXISTS ${schema}`,
      signal,
    );
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
    const { select, files, reads } =
      view === undefined
        ? await this.#bindTable(catalog, identifier, signal)
        : await this.#bindOurView(identifier, view, [...within, name], signal);
    await this.makeSchema(identifier.namespace, signal);
    await this.#duckdb.run(createOurView(this.#quoted(identifier), select), signal);
    this.#registered.set(keyOf(identifier), { catalog, identifier, select, files, reads });
  }

  async #bindTable(
    catalog: Catalog,
    identifier: TableIdentifier,
    signal: AbortSignal,
  ): Promise<Pick<Registered, 'select' | 'files' | 'reads'>> {
    const relation = await relationOf(catalog, identifier, {}, signal);
    const reads = [readTable(this.#database, identifier, relation)];
    return { select: relation.sql, files: relation.files, reads };
  }

  async #bindOurView(
    identifier: TableIdentifier,
    view: NonNullable<Table['view']>,
    within: readonly string[],
    signal: AbortSignal,
  ): Promise<Pick<Registered, 'select' | 'files' | 'reads'>> {
    const { sql, files, portable, reads } = await this.#bindView(view, within, signal);
    const own = readView(this.#database, identifier, portable);
    return { select: sql, files, reads: [...reads, own] };
  }

  /** The registered tables and views that a text may name, itself or through views. */
  named(words: ReadonlySet<string>): readonly Pick<Registered, 'reads'>[] {
    return this.#within(words);
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

  #defaults(namespace: Namespace): Parameters<typeof meanings>[1] {
    const prefixes = [this.#database, ...this.#catalogs.map(({ name }) => name)];
    return { namespace, prefixes: new Set(prefixes.map((prefix) => prefix.toLowerCase())) };
  }

  #quoted({ namespace, name }: TableIdentifier): string {
    return [...this.schema(namespace), name].map(quoteName).join('.');
  }
}

/** Whether a failure is that of a name which DuckDB does not know as a table. */
export function isUnknownTable(error: unknown): error is DuckDbError {
  return (
    error instanceof DuckDbError &&
    error.kind === 'Catalog' &&
    error.message.startsWith('Table with name')
  );
}

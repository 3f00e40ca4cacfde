import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import type { DuckDbRow } from '../duckdb/duckDbApi.js';
import type { QueryResult } from '../query/queryEngine.js';
import { quoteName } from '../util/quote.js';
import { isUnbounded } from './duckDbTypes.js';
import { cleanUp } from './cleanUp.js';
import { intake } from './intake.js';
import { type OpenTable, ResultFiles } from './resultFiles.js';
import { SortedCopies, type SortedCopy } from './sortedCopies.js';
import { orderBy, type Sort } from './sortOrder.js';
import { parseStoredResult, printStoredResult, type StoredResult } from './storedResult.js';

/** Some rows of a result. `offset` counts in the order that `sort` asks for. */
export interface WindowRequest {
  readonly offset: number;
  readonly limit: number;
  readonly sort: Sort;
}

export interface ResultWindow {
  /** Values in DuckDB's own text; `null` is NULL. */
  readonly rows: readonly DuckDbRow[];
  /** Values of which only the beginning is given, as [row, column] of this window. */
  readonly cut: readonly (readonly [row: number, column: number])[];
}

/** Longer texts are cut in windows, never in exports. In characters. */
export const windowTextLimit = 2000;

/** So few are sorted for every window: a copy would take longer. */
const mostSortedEachTime = 20_000;

/** The first rows of an order are found without sorting all: they are shown while the copy is made. */
const mostEarlyRows = 1000;

/** What is kept of earlier windows. */
const limits = { maxAgeMs: 14 * 86_400_000, maxBytes: 4e9 };

/** Results on disk: a database file each, read in windows, gone when removed and not before. */
export class ResultStore {
  readonly #duckdb: DuckDbClient;
  readonly #folder: string;
  /** What this window knows of, which stays. */
  readonly #own = new Set<string>();
  #cleaned: Promise<unknown> | undefined;
  readonly #files: ResultFiles;
  readonly #copies: SortedCopies;

  /** Of results of more rows than `mostCopiedRows` only the positions are sorted, not a copy. */
  constructor(duckdb: DuckDbClient, folder: string, mostCopiedRows?: number) {
    this.#duckdb = duckdb;
    this.#folder = folder;
    this.#files = new ResultFiles(duckdb);
    this.#copies = new SortedCopies(duckdb, this.#files, mostCopiedRows);
  }

  /** Where an engine may write the rows of a query, so that they are in the store without a copy. */
  async newFile(): Promise<string> {
    await mkdir(this.#folder, { recursive: true });
    await this.#cleanUp();
    const id = randomUUID();
    this.#own.add(id);
    return this.#file(id);
  }

  /** Takes a result in. It is there for good when the promise resolves. */
  async add(
    result: Exclude<QueryResult, { kind: 'none' }>,
    signal: AbortSignal,
  ): Promise<StoredResult> {
    const id = randomUUID();
    this.#own.add(id);
    const target = await this.newFile();
    const { file, columns, rows } = await intake(this.#duckdb, result, target, signal);
    await rename(file, this.#file(id));
    const stored: StoredResult = { id, columns, rows, createdAt: Date.now() };
    await writeFile(this.#facts(id), printStoredResult(stored));
    return stored;
  }

  /** What is known of a stored result, also of one from before a restart. */
  async find(id: string): Promise<StoredResult | undefined> {
    if (!/^[\w-]+$/.test(id)) return undefined;
    this.#own.add(id);
    return parseStoredResult(await readFile(this.#facts(id), 'utf8').catch(() => ''));
  }

  async window(
    result: StoredResult,
    request: WindowRequest,
    signal: AbortSignal,
  ): Promise<ResultWindow> {
    const { sort } = request;
    if (sort.length === 0) {
      const sql = (table: string): string => `SELECT * FROM ${table} ${page(request)}`;
      return this.read(result, (open) => this.#rows(result, open, sql, signal));
    }
    const file = this.#file(result.id);
    return this.#copies.use({ result, file, sort }, (copy) =>
      this.#sortedWindow(result, request, copy, signal),
    );
  }

  /** The table of a result, which stays open while `use` runs. */
  read<R>({ id }: StoredResult, use: (open: OpenTable) => Promise<R>): Promise<R> {
    return this.#files.read(this.#file(id), use);
  }

  async #sortedWindow(
    result: StoredResult,
    request: WindowRequest,
    copy: SortedCopy,
    signal: AbortSignal,
  ): Promise<ResultWindow> {
    const { offset, limit, sort } = request;
    const isSmall = result.rows <= mostSortedEachTime;
    if (isSmall || (!copy.isReady && offset + limit <= mostEarlyRows)) {
      const order = orderBy(sort, result.columns);
      const sql = (table: string): string =>
        `SELECT * FROM ${table} ${order} LIMIT ${limit} OFFSET ${offset}`;
      const first = await this.read(result, (open) => this.#rows(result, open, sql, signal));
      // For the windows after it. One that fails is made, and heard of, when it is needed.
      if (!isSmall) copy.make().catch(() => undefined);
      return first;
    }
    return this.#files.read(await copy.make(), (sorted) => {
      if (copy.kind === 'rows') {
        const sql = (table: string): string => `SELECT * FROM ${table} ${page(request)}`;
        return this.#rows(result, sorted, sql, signal);
      }
      const sql = (table: string): string =>
        `SELECT stored.* FROM ${table} AS stored JOIN (
           SELECT place, rowid AS nth FROM ${sorted.table} ${page(request)}
         ) AS page ON stored.rowid = page.place ORDER BY page.nth`;
      return this.read(result, ({ before, table }) => {
        const both = { before: `${before}; ${sorted.before}`, table };
        return this.#rows(result, both, sql, signal);
      });
    });
  }

  async #rows(
    { columns }: StoredResult,
    { before, table }: OpenTable,
    sql: (table: string) => string,
    signal: AbortSignal,
  ): Promise<ResultWindow> {
    const values = columns.map(({ stored, type }) => {
      const text = `CAST(${quoteName(stored)} AS VARCHAR)`;
      return isUnbounded(type) ? `left(${text}, ${windowTextLimit + 1})` : text;
    });
    const query = { before, sql: `SELECT ${values.join(', ')} FROM (${sql(table)})` };
    return cutLongTexts((await this.#duckdb.rows(query, signal)).rows);
  }

  /** Once, before the first result is written: what is left of earlier windows is not for ever. */
  #cleanUp(): Promise<unknown> {
    // A file that can not be removed is no reason to refuse a query.
    this.#cleaned ??= cleanUp(this.#folder, limits, this.#own, Date.now()).catch(() => undefined);
    return this.#cleaned;
  }

  async remove(id: string): Promise<void> {
    const file = this.#file(id);
    await this.#copies.drop(file);
    await this.#files.close(file);
    for (const path of [file, this.#facts(id)]) await rm(path, { force: true });
  }

  #file(id: string): string {
    return join(this.#folder, `${id}.duckdb`);
  }

  #facts(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}

function page({ offset, limit }: WindowRequest): string {
  return `WHERE rowid >= ${offset} AND rowid < ${offset + limit} ORDER BY rowid`;
}

function cutLongTexts(rows: readonly DuckDbRow[]): ResultWindow {
  const cut: [number, number][] = [];
  const shortened = rows.map((row, at) =>
    row.map((value, column) => {
      if (value === null || value.length <= windowTextLimit) return value;
      const characters = Array.from(value);
      if (characters.length <= windowTextLimit) return value;
      cut.push([at, column]);
      return characters.slice(0, windowTextLimit).join('');
    }),
  );
  return { rows: shortened, cut };
}

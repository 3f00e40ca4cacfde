import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import { resultTable, type DuckDbRow } from '../duckdb/duckDbApi.js';
import type { QueryResult } from '../query/queryEngine.js';
import { quoteName, quoteText } from '../util/quote.js';
import { isUnbounded } from './duckDbTypes.js';
import { cleanUp } from './cleanUp.js';
import { intake } from './intake.js';
import { orderBy, type Sort, sortKey } from './sortOrder.js';
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

/** What is kept of earlier windows. */
const limits = { maxAgeMs: 14 * 86_400_000, maxBytes: 4e9 };

/** Results on disk: a database file each, read in windows, gone when removed and not before. */
export class ResultStore {
  readonly #duckdb: DuckDbClient;
  readonly #folder: string;
  /** What this window knows of, which stays. */
  readonly #own = new Set<string>();
  #cleaned: Promise<unknown> | undefined;
  readonly #orders = new Map<string, Promise<void>>();

  constructor(duckdb: DuckDbClient, folder: string) {
    this.#duckdb = duckdb;
    this.#folder = folder;
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
    { offset, limit, sort }: WindowRequest,
    signal: AbortSignal,
  ): Promise<ResultWindow> {
    const values = result.columns.map(({ stored, type }) => {
      const text = `CAST(${quoteName(stored)} AS VARCHAR)`;
      return isUnbounded(type) ? `left(${text}, ${windowTextLimit + 1})` : text;
    });
    const table = this.#table(result.id);
    const page = `WHERE rowid >= ${offset} AND rowid < ${offset + limit}`;
    const sql =
      sort.length === 0
        ? `SELECT ${values.join(', ')} FROM ${table} ${page} ORDER BY rowid`
        : `SELECT ${values.join(', ')} FROM ${table} JOIN (
             SELECT place, rowid AS nth FROM ${this.#order(result.id, sort)} ${page}
           ) AS page ON ${table}.rowid = page.place ORDER BY page.nth`;
    const { rows } = await this.#ordered(result, sort, signal, () =>
      this.#duckdb.rows({ before: this.#attach(result.id), sql }, signal),
    );
    return cutLongTexts(rows);
  }

  /** The name of a result's table in DuckDB's SQL, and what must have run before it is used. */
  relation({ id }: StoredResult): { readonly before: string; readonly name: string } {
    return { before: this.#attach(id), name: this.#table(id) };
  }

  /** Once, before the first result is written: what is left of earlier windows is not for ever. */
  #cleanUp(): Promise<unknown> {
    // A file that can not be removed is no reason to refuse a query.
    this.#cleaned ??= cleanUp(this.#folder, limits, this.#own, Date.now()).catch(() => undefined);
    return this.#cleaned;
  }

  async remove(id: string, signal: AbortSignal): Promise<void> {
    for (const key of this.#orders.keys()) if (key.startsWith(id)) this.#orders.delete(key);
    await this.#duckdb.run(`DETACH DATABASE IF EXISTS ${this.#database(id)}`, signal);
    for (const path of [this.#file(id), this.#facts(id)]) await rm(path, { force: true });
  }

  /** Runs `read` when the order it needs is there; makes it again when DuckDB has lost it. */
  async #ordered<T>(
    result: StoredResult,
    sort: Sort,
    signal: AbortSignal,
    read: () => Promise<T>,
  ): Promise<T> {
    if (sort.length === 0) return read();
    const key = `${result.id}_${sortKey(sort)}`;
    try {
      await this.#makeOrder(key, result, sort);
      return await read();
    } catch (error) {
      signal.throwIfAborted();
      // A new process knows none of the orders that the one before it had in memory.
      if (!(error instanceof Error) || !error.message.includes('does not exist')) throw error;
      this.#orders.delete(key);
      await this.#makeOrder(key, result, sort);
      return read();
    }
  }

  #makeOrder(key: string, result: StoredResult, sort: Sort): Promise<void> {
    const before = this.#orders.get(key);
    if (before !== undefined) return before;
    const making = this.#duckdb
      .run(
        `${this.#attach(result.id)}; CREATE TABLE IF NOT EXISTS ${this.#order(result.id, sort)} AS
         SELECT rowid AS place FROM ${this.#table(result.id)} ${orderBy(sort, result.columns)}`,
        // Several windows wait for one order: the first to leave must not end it.
        new AbortController().signal,
      )
      .catch((error: unknown) => {
        this.#orders.delete(key);
        throw error;
      });
    this.#orders.set(key, making);
    return making;
  }

  #attach(id: string): string {
    return `ATTACH IF NOT EXISTS ${quoteText(this.#file(id))} AS ${this.#database(id)} (READ_ONLY)`;
  }

  #database(id: string): string {
    return quoteName(`result_${id}`);
  }

  #table(id: string): string {
    return `${this.#database(id)}.main.${resultTable}`;
  }

  #order(id: string, sort: Sort): string {
    return `memory.main.${quoteName(`order_${id}_${sortKey(sort)}`)}`;
  }

  #file(id: string): string {
    return join(this.#folder, `${id}.duckdb`);
  }

  #facts(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
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

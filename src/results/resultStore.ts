import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import type { DuckDbRow } from '../duckdb/duckDbApi.js';
import type { QueryResult } from '../query/queryEngine.js';
import { quoteName } from '../util/quote.js';
import { isUnbounded } from './duckDbTypes.js';
import { cleanUp } from './cleanUp.js';
import { intake } from './intake.js';
import { type OpenTable, ResultFiles } from './resultFiles.js';
import {
  parseStoredResult,
  printStoredResult,
  type ResultOrigin,
  type StoredResult,
} from './storedResult.js';
import { isFiltered, isWhole, type View } from './view.js';
import { ViewCopies, type ViewCopy } from './viewCopies.js';
import { selectView, whereOf } from './viewSql.js';

/** Some rows of a view of a result. `offset` counts in the view. */
export interface WindowRequest {
  readonly offset: number;
  readonly limit: number;
  readonly view: View;
}

export interface ResultWindow {
  /** Values in DuckDB's own text; `null` is NULL. */
  readonly rows: readonly DuckDbRow[];
  /** Values of which only the beginning is given, as [row, column] of this window. */
  readonly cut: readonly (readonly [row: number, column: number])[];
  /** How many rows the view has; missing while they have not been counted. */
  readonly total?: number;
}

/** A query of some rows of a view, with all columns of the result, and what must have run before it. */
export interface Slice {
  readonly before: string;
  readonly sql: string;
  /** How many rows the view has; missing while they have not been counted. */
  readonly total?: number;
}

/** Longer texts are cut in windows, never in exports. In characters. */
export const windowTextLimit = 2000;

/** So few are sorted and filtered for every window: a copy would take longer. */
const mostViewedEachTime = 20_000;

/** The first rows of a view are found without the rest: they are shown while the copy is made. */
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
  readonly #copies: ViewCopies;

  /** Of results of more rows than `mostCopiedRows` only the positions are sorted, not a copy. */
  constructor(duckdb: DuckDbClient, folder: string, mostCopiedRows?: number) {
    this.#duckdb = duckdb;
    this.#folder = folder;
    this.#files = new ResultFiles(duckdb);
    this.#copies = new ViewCopies(duckdb, this.#files, mostCopiedRows);
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
    origin?: ResultOrigin,
  ): Promise<StoredResult> {
    const id = randomUUID();
    this.#own.add(id);
    const target = await this.newFile();
    const { file, columns, rows } = await intake(this.#duckdb, result, target, signal);
    await rename(file, this.#file(id));
    const stored: StoredResult = {
      id,
      columns,
      rows,
      createdAt: Date.now(),
      ...(origin === undefined ? {} : { origin }),
    };
    await writeFile(this.#facts(id), printStoredResult(stored));
    return stored;
  }

  /** What is known of a stored result, also of one from before a restart. */
  async find(id: string): Promise<StoredResult | undefined> {
    if (!/^[\w-]+$/.test(id)) return undefined;
    this.#own.add(id);
    return parseStoredResult(await readFile(this.#facts(id), 'utf8').catch(() => ''));
  }

  /** The results that the cells of a notebook gave, by its URI. */
  async ofNotebook(notebook: string): Promise<readonly StoredResult[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const ids = names.flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []));
    const found: StoredResult[] = [];
    for (const id of ids) {
      const text = await readFile(this.#facts(id), 'utf8').catch(() => '');
      const stored = parseStoredResult(text);
      if (stored?.origin?.notebook !== notebook) continue;
      this.#own.add(id);
      found.push(stored);
    }
    return found;
  }

  async window(
    result: StoredResult,
    request: WindowRequest,
    signal: AbortSignal,
  ): Promise<ResultWindow> {
    const { view } = request;
    const window = await this.slice(result, request, async (slice) => {
      const rows = await this.#rows(result, slice, signal);
      return slice.total === undefined ? rows : { ...rows, total: slice.total };
    });
    if (window.total !== undefined || !isSmall(result)) return window;
    return { ...window, total: await this.#count(result, view, signal) };
  }

  /** A query of some rows of a view, in their order. What it reads from stays open while `use` runs. */
  async slice<R>(
    result: StoredResult,
    request: WindowRequest,
    use: (slice: Slice) => Promise<R>,
  ): Promise<R> {
    const { view } = request;
    if (!isWhole(view)) {
      return this.#copy(result, view, (copy) => this.#sliceOf(result, request, copy, use));
    }
    return this.read(result, ({ before, table }) =>
      use({ before, sql: `SELECT * FROM ${table} ${page(request)}`, total: result.rows }),
    );
  }

  /**
   * Counts the rows of a view, for which it is made ready whole: every window of it is near after
   * that. `onProgress` hears from 0 to 1.
   */
  async prepare(
    result: StoredResult,
    view: View,
    onProgress: (done: number) => void,
    signal: AbortSignal,
  ): Promise<number> {
    if (!isFiltered(view) && isSmall(result)) return result.rows;
    if (isSmall(result)) return this.#count(result, view, signal);
    return this.#copy(result, view, async (copy) => {
      const cancel = (): void => {
        copy.cancel();
      };
      signal.throwIfAborted();
      signal.addEventListener('abort', cancel);
      try {
        return (await copy.make(onProgress)).rows;
      } finally {
        signal.removeEventListener('abort', cancel);
      }
    });
  }

  /** The table of a result, which stays open while `use` runs. */
  read<R>({ id }: StoredResult, use: (open: OpenTable) => Promise<R>): Promise<R> {
    return this.#files.read(this.#file(id), use);
  }

  #copy<R>(result: StoredResult, view: View, use: (copy: ViewCopy) => Promise<R>): Promise<R> {
    return this.#copies.use({ result, file: this.#file(result.id), view }, use);
  }

  async #sliceOf<R>(
    result: StoredResult,
    request: WindowRequest,
    copy: ViewCopy,
    use: (slice: Slice) => Promise<R>,
  ): Promise<R> {
    const { offset, limit, view } = request;
    const isEarly = copy.made === undefined && offset + limit <= mostEarlyRows;
    if (isSmall(result) || isEarly) {
      const total = isFiltered(view) ? {} : { total: result.rows };
      const early = await this.read(result, ({ before, table }) => {
        const rows = selectView('*', table, view, result.columns);
        return use({ before, sql: `${rows} LIMIT ${limit} OFFSET ${offset}`, ...total });
      });
      // For the windows after it. One that fails is made, and heard of, when it is needed.
      if (!isSmall(result)) copy.make().catch(() => undefined);
      return early;
    }
    const { file, rows: total } = await copy.make();
    return this.#files.read(file, (viewed) => {
      if (copy.kind === 'rows') {
        const sql = `SELECT * FROM ${viewed.table} ${page(request)}`;
        return use({ before: viewed.before, sql, total });
      }
      return this.read(result, ({ before, table }) => {
        const sql = `SELECT stored.* FROM ${table} AS stored JOIN (
             SELECT place, rowid AS nth FROM ${viewed.table} ${page(request)}
           ) AS page ON stored.rowid = page.place ORDER BY page.nth`;
        return use({ before: `${before}; ${viewed.before}`, sql, total });
      });
    });
  }

  #count(result: StoredResult, view: View, signal: AbortSignal): Promise<number> {
    return this.read(result, async ({ before, table }) => {
      const sql = `SELECT count(*) FROM ${table} ${whereOf(view, result.columns)}`;
      return Number((await this.#duckdb.rows({ before, sql }, signal)).rows[0]?.[0]);
    });
  }

  async #rows(
    { columns }: StoredResult,
    { before, sql }: Slice,
    signal: AbortSignal,
  ): Promise<ResultWindow> {
    const values = columns.map(({ stored, type }) => {
      const text = `CAST(${quoteName(stored)} AS VARCHAR)`;
      return isUnbounded(type) ? `left(${text}, ${windowTextLimit + 1})` : text;
    });
    const query = { before, sql: `SELECT ${values.join(', ')} FROM (${sql})` };
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

/** Whether a view of it is made anew for every window. */
function isSmall({ rows }: StoredResult): boolean {
  return rows <= mostViewedEachTime;
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

import type { DuckDbRow } from '../duckdb/duckDbApi.js';
import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import { quoteName } from '../util/quote.js';
import { isUnbounded } from './duckDbTypes.js';
import { type OpenTable, ResultFiles } from './resultFiles.js';
import { explained, faultOf, ResultError } from './resultError.js';
import type { StoredResult } from './storedResult.js';
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

/** Longer texts are cut in windows, never in exports; of more than 50 columns shorter ones too. In characters. */
export const windowTextLimit = 2000;

/** So few are sorted and filtered for every window: a copy would take longer. */
const mostViewedEachTime = 20_000;

/** The first rows of a view are found without the rest: they are shown while the copy is made. */
const mostEarlyRows = 1000;

/** Reads what is seen of results: windows of their views, over all rows. */
export class ResultReader {
  readonly #duckdb: DuckDbClient;
  /** The database file of a result. */
  readonly #fileOf: (id: string) => string;
  readonly #files: ResultFiles;
  readonly #copies: ViewCopies;

  constructor(duckdb: DuckDbClient, fileOf: (id: string) => string, mostCopiedRows?: number) {
    this.#duckdb = duckdb;
    this.#fileOf = fileOf;
    this.#files = new ResultFiles(duckdb);
    this.#copies = new ViewCopies(duckdb, this.#files, mostCopiedRows);
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
      return this.#viewed(result, view, (copy) => this.#sliceOf(result, request, copy, use));
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
    const file = this.#fileOf(id);
    return explained(file, () => this.#files.read(file, use));
  }

  /** A copy that has been removed or damaged underneath is made once more. */
  async #viewed<R>(
    result: StoredResult,
    view: View,
    use: (copy: ViewCopy) => Promise<R>,
  ): Promise<R> {
    let made: string | undefined;
    const noting = async (copy: ViewCopy): Promise<R> => {
      made = copy.made?.file;
      return use(copy);
    };
    try {
      return await this.#copy(result, view, noting);
    } catch (error) {
      const cause = error instanceof ResultError ? error.cause : error;
      if (made === undefined || faultOf(cause, made) === undefined) throw error;
      await this.#copies.drop(this.#fileOf(result.id));
      return this.#copy(result, view, use);
    }
  }

  #copy<R>(result: StoredResult, view: View, use: (copy: ViewCopy) => Promise<R>): Promise<R> {
    const file = this.#fileOf(result.id);
    return explained(file, () => this.#copies.use({ result, file, view }, use));
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
    const most = textLimitOf(columns.length);
    const values = columns.map(({ stored, type }) => {
      const text = `CAST(${quoteName(stored)} AS VARCHAR)`;
      return isUnbounded(type) ? `left(${text}, ${most + 1})` : text;
    });
    const query = { before, sql: `SELECT ${values.join(', ')} FROM (${sql})` };
    return cutLongTexts((await this.#duckdb.rows(query, signal)).rows, most);
  }

  /** Closes a result and removes the copies of its views: it is about to be removed. */
  async close(id: string): Promise<void> {
    const file = this.#fileOf(id);
    await this.#copies.drop(file);
    await this.#files.close(file);
  }
}

/** Whether a view of it is made anew for every window. */
function isSmall({ rows }: StoredResult): boolean {
  return rows <= mostViewedEachTime;
}

function page({ offset, limit }: WindowRequest): string {
  return `WHERE rowid >= ${offset} AND rowid < ${offset + limit} ORDER BY rowid`;
}

/** Of many columns less is shown of each, so that a window never becomes too much for a page. In characters. */
function textLimitOf(columns: number): number {
  return Math.max(50, Math.min(windowTextLimit, Math.floor(mostRowText / columns)));
}

/** Of one row of a window, in characters. */
const mostRowText = 100_000;

function cutLongTexts(rows: readonly DuckDbRow[], most: number): ResultWindow {
  const cut: [number, number][] = [];
  const shortened = rows.map((row, at) =>
    row.map((value, column) => {
      if (value === null || value.length <= most) return value;
      const characters = Array.from(value);
      if (characters.length <= most) return value;
      cut.push([at, column]);
      return characters.slice(0, most).join('');
    }),
  );
  return { rows: shortened, cut };
}

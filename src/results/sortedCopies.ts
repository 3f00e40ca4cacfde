import { createHash } from 'node:crypto';
import { access, rename, rm } from 'node:fs/promises';
import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import { Kept } from './kept.js';
import type { ResultFiles } from './resultFiles.js';
import { orderBy, type Sort, sortKey } from './sortOrder.js';
import type { StoredResult } from './storedResult.js';

/** A copy doubles what a result takes on disk: of larger ones only the positions are kept in order. */
export const mostCopiedRows = 5_000_000;

const mostCopies = 8;

/** What lies in a copy: whole rows, or where they lie in the result, as the column `place`. */
export type CopyKind = 'rows' | 'places';

/** Results once more in another order, so that the rows of any window lie side by side on disk. */
export class SortedCopies {
  readonly #duckdb: DuckDbClient;
  readonly #files: ResultFiles;
  readonly #mostCopiedRows: number;
  readonly #copies = new Kept<SortedCopy>(mostCopies, (_file, copy) => copy.remove());

  constructor(duckdb: DuckDbClient, files: ResultFiles, most = mostCopiedRows) {
    this.#duckdb = duckdb;
    this.#files = files;
    this.#mostCopiedRows = most;
  }

  /** Nothing removes the copy while `use` runs. `file` is the result's, beside which the copy lies. */
  use<R>(
    {
      result,
      file,
      sort,
    }: { readonly result: StoredResult; readonly file: string; readonly sort: Sort },
    use: (copy: SortedCopy) => Promise<R>,
  ): Promise<R> {
    const kind = result.rows <= this.#mostCopiedRows ? 'rows' : 'places';
    const key = createHash('sha256').update(sortKey(sort)).digest('hex').slice(0, 16);
    const target = file.replace(/\.duckdb$/, `.${key}.duckdb`);
    const order = orderBy(sort, result.columns);
    return this.#copies.use(
      target,
      () => new SortedCopy(this.#duckdb, this.#files, { kind, source: file, target, order }),
      use,
    );
  }

  /** Removes the copies of a result. */
  drop(file: string): Promise<void> {
    const start = file.replace(/duckdb$/, '');
    return this.#copies.drop((key) => key.startsWith(start));
  }
}

interface CopyOptions {
  readonly kind: CopyKind;
  readonly source: string;
  readonly target: string;
  readonly order: string;
}

/** One order of one result. */
export class SortedCopy {
  readonly kind: CopyKind;
  readonly #duckdb: DuckDbClient;
  readonly #files: ResultFiles;
  readonly #options: CopyOptions;
  // Several windows wait for one copy: the first to leave must not end it.
  readonly #abort = new AbortController();
  #made: Promise<string> | undefined;
  #isReady = false;

  constructor(duckdb: DuckDbClient, files: ResultFiles, options: CopyOptions) {
    this.kind = options.kind;
    this.#duckdb = duckdb;
    this.#files = files;
    this.#options = options;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** The copy's file, when it is whole. A failure is tried again by the next call. */
  make(): Promise<string> {
    this.#made ??= this.#make().catch((error: unknown) => {
      this.#made = undefined;
      throw error;
    });
    return this.#made;
  }

  async remove(): Promise<void> {
    this.#abort.abort();
    await this.#made?.catch(() => undefined);
    await this.#files.close(this.#options.target);
    await rm(this.#options.target, { force: true });
  }

  async #make(): Promise<string> {
    const { kind, source, target, order } = this.#options;
    // Left by an earlier window, it is as good as a new one.
    const isThere = await access(target).then(
      () => true,
      () => false,
    );
    if (!isThere) {
      const { signal } = this.#abort;
      const unfinished = `${target}.part`;
      await rm(unfinished, { force: true });
      await this.#files.read(source, async ({ before, table }) => {
        const columns = kind === 'rows' ? '*' : 'rowid AS place';
        const sql = `SELECT ${columns} FROM ${table} ${order}`;
        await this.#duckdb.store({ before, sql, file: unfinished }, () => undefined, signal);
      });
      await rename(unfinished, target);
    }
    this.#isReady = true;
    return target;
  }
}

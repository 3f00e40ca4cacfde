import { createHash } from 'node:crypto';
import { access, rename, rm } from 'node:fs/promises';
import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import { Kept } from './kept.js';
import { faultOf } from './resultError.js';
import type { ResultFiles } from './resultFiles.js';
import { type View, viewKey } from './view.js';
import { selectView } from './viewSql.js';
import type { StoredResult } from './storedResult.js';

/** A copy doubles what a result takes on disk: of larger ones only the positions are kept. */
export const mostCopiedRows = 20_000_000;

const mostCopies = 8;

/** What lies in a copy: whole rows, or where they lie in the result, as the column `place`. */
export type CopyKind = 'rows' | 'places';

/** The rows of views once more, in their order, so that those of any window lie side by side on disk. */
export class ViewCopies {
  readonly #duckdb: DuckDbClient;
  readonly #files: ResultFiles;
  readonly #mostCopiedRows: number;
  readonly #copies = new Kept<ViewCopy>(mostCopies, (_file, copy) => copy.remove());

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
      view,
    }: { readonly result: StoredResult; readonly file: string; readonly view: View },
    use: (copy: ViewCopy) => Promise<R>,
  ): Promise<R> {
    const kind = result.rows <= this.#mostCopiedRows ? 'rows' : 'places';
    const key = createHash('sha256').update(viewKey(view)).digest('hex').slice(0, 16);
    const target = file.replace(/\.duckdb$/, `.${key}.duckdb`);
    return this.#copies.use(
      target,
      () => new ViewCopy(this.#duckdb, this.#files, { kind, source: file, target, view, result }),
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
  readonly view: View;
  readonly result: StoredResult;
}

/** The rows of a view, when they lie in a file of their own. */
export interface MadeCopy {
  readonly file: string;
  readonly rows: number;
}

/** The rows of one view of one result. */
export class ViewCopy {
  readonly kind: CopyKind;
  readonly #duckdb: DuckDbClient;
  readonly #files: ResultFiles;
  readonly #options: CopyOptions;
  readonly #listeners = new Set<(done: number) => void>();
  // Several windows wait for one copy: the first to leave must not end it.
  #abort = new AbortController();
  #making: Promise<MadeCopy> | undefined;
  /** Of the one that was cancelled last: settles, and never rejects. */
  #ended: Promise<unknown> = Promise.resolve();
  #made: MadeCopy | undefined;

  constructor(duckdb: DuckDbClient, files: ResultFiles, options: CopyOptions) {
    this.kind = options.kind;
    this.#duckdb = duckdb;
    this.#files = files;
    this.#options = options;
  }

  /** The copy, if it is there already. */
  get made(): MadeCopy | undefined {
    return this.#made;
  }

  /** The copy, when it is whole; `onProgress` hears from 0 to 1. A failure is tried again by the next call. */
  async make(onProgress?: (done: number) => void): Promise<MadeCopy> {
    if (onProgress !== undefined) this.#listeners.add(onProgress);
    try {
      this.#making ??= this.#make();
      return await this.#making;
    } finally {
      if (onProgress !== undefined) this.#listeners.delete(onProgress);
    }
  }

  /** Ends the making for all who wait for it. A copy that is whole stays. */
  cancel(): void {
    if (this.#made !== undefined || this.#making === undefined) return;
    this.#abort.abort();
    this.#abort = new AbortController();
    // Who asks from now on is not told that this one was cancelled, and waits for its file.
    this.#ended = this.#making.catch(() => undefined);
    this.#making = undefined;
  }

  async remove(): Promise<void> {
    this.#abort.abort();
    await this.#making?.catch(() => undefined);
    await this.#ended;
    await this.#files.close(this.#options.target);
    await rm(this.#options.target, { force: true });
  }

  #make(): Promise<MadeCopy> {
    const { signal } = this.#abort;
    const making: Promise<MadeCopy> = this.#ended
      .then(() => this.#leftOrWritten(signal))
      .catch((error: unknown) => {
        if (this.#making === making) this.#making = undefined;
        throw error;
      });
    return making;
  }

  async #leftOrWritten(signal: AbortSignal): Promise<MadeCopy> {
    signal.throwIfAborted();
    const { target: file } = this.#options;
    // Left by an earlier window, it is as good as a new one.
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    const left = isThere ? await this.#left(signal) : undefined;
    this.#made = { file, rows: left ?? (await this.#write(signal)) };
    return this.#made;
  }

  /** How many rows a copy has that an earlier window has left; nothing where it can not be read. */
  async #left(signal: AbortSignal): Promise<number | undefined> {
    const { target } = this.#options;
    try {
      return await this.#count(signal);
    } catch (error) {
      if (faultOf(error, target) === undefined) throw error;
      await this.#files.close(target);
      return undefined;
    }
  }

  #count(signal: AbortSignal): Promise<number> {
    return this.#files.read(this.#options.target, async ({ before, table }) => {
      const query = { before, sql: `SELECT count(*) FROM ${table}` };
      return Number((await this.#duckdb.rows(query, signal)).rows[0]?.[0]);
    });
  }

  async #write(signal: AbortSignal): Promise<number> {
    const { kind, source, target, view, result } = this.#options;
    const unfinished = `${target}.part`;
    await rm(unfinished, { force: true });
    const { rows } = await this.#files.read(source, async ({ before, table }) => {
      const columns = kind === 'rows' ? '*' : 'rowid AS place';
      const sql = selectView(columns, table, view, result.columns);
      const tell = (done: number): void => {
        for (const listener of this.#listeners) listener(done);
      };
      return this.#duckdb.store({ before, sql, file: unfinished }, tell, signal);
    });
    await rename(unfinished, target);
    return rows;
  }
}

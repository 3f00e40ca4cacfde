import { basename } from 'node:path';
import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import type { QueryResult } from '../query/queryEngine.js';
import { intake } from './intake.js';
import { diskFault } from './resultError.js';
import type { OpenTable } from './resultFiles.js';
import { ResultFolder } from './resultFolder.js';
import { ResultReader, type ResultWindow, type Slice, type WindowRequest } from './resultReader.js';
import type { ResultOrigin, StoredResult } from './storedResult.js';
import type { View } from './view.js';

export {
  type ResultWindow,
  type Slice,
  type WindowRequest,
  windowTextLimit,
} from './resultReader.js';

/** Keeps results from being cleaned up while they are in use. */
export interface ResultUse {
  /** By the result's id. Resolves when no window's clean-up removes it. */
  hold(id: string): Promise<void>;
  release(isReleased: (id: string) => boolean): void;
}

export interface ResultStoreOptions {
  /** Of results of more rows only the positions are sorted, not a copy. */
  readonly mostCopiedRows?: number | undefined;
  readonly use?: ResultUse;
}

/** Results on disk: a database file each, read in windows, gone when removed and not before. */
export class ResultStore {
  readonly #duckdb: DuckDbClient;
  readonly #folder: ResultFolder;
  readonly #reader: ResultReader;
  readonly #use: ResultUse | undefined;

  constructor(
    duckdb: DuckDbClient,
    folder: string,
    { mostCopiedRows, use }: ResultStoreOptions = {},
  ) {
    this.#duckdb = duckdb;
    this.#use = use;
    this.#folder = new ResultFolder(folder);
    this.#reader = new ResultReader(duckdb, (id) => this.#folder.file(id), mostCopiedRows);
  }

  /** Where an engine may write the rows of a query, so that they are in the store without a copy. */
  async newFile(): Promise<string> {
    const id = await this.#newId();
    await this.#folder.make();
    return this.#folder.file(id);
  }

  /** Takes a result in. It is there for good when the promise resolves. */
  async add(
    result: Exclude<QueryResult, { kind: 'none' }>,
    signal: AbortSignal,
    origin?: ResultOrigin,
  ): Promise<StoredResult> {
    const target = await this.newFile();
    const { file, columns, rows } = await intake(this.#duckdb, result, target, signal).catch(
      (error: unknown) => {
        throw diskFault(error, this.#folder.path) ?? error;
      },
    );
    const id = await this.#newId(origin);
    const createdAt = Date.now();
    const stored = { id, columns, rows, createdAt, ...(origin === undefined ? {} : { origin }) };
    try {
      await this.#folder.add(file, stored);
    } catch (error) {
      await this.#folder.remove(id);
      this.release(id);
      throw diskFault(error, this.#folder.path) ?? error;
    }
    for (const taken of [file, target]) this.release(basename(taken, '.duckdb'));
    return stored;
  }

  /** What is known of a stored result, also of one from before a restart. */
  async find(id: string): Promise<StoredResult | undefined> {
    if (!/^[\w-]+$/.test(id)) return undefined;
    const found = await this.#folder.find(id);
    if (found !== undefined) await this.#use?.hold(id);
    return found;
  }

  /** The results that the cells of a notebook gave, by its URI. */
  ofNotebook(notebook: string): Promise<readonly StoredResult[]> {
    return this.#folder.ofNotebook(notebook);
  }

  async remove(id: string): Promise<void> {
    await this.close(id);
    await this.#folder.remove(id);
    this.release(id);
  }

  /** Closes what is open of a result, and removes the copies of its views. */
  close(id: string): Promise<void> {
    return this.#reader.close(id);
  }

  /** A result that is no longer shown may be cleaned up. It is held again when it is used. */
  release(id: string): void {
    this.#use?.release((held) => held === id);
  }

  /** The same of all results of a notebook, by its URI. */
  releaseNotebook(notebook: string): void {
    this.#use?.release((id) => this.#folder.isOfNotebook(id, notebook));
  }

  /** Some rows of a view, as text. */
  async window(
    result: StoredResult,
    request: WindowRequest,
    signal: AbortSignal,
  ): Promise<ResultWindow> {
    await this.#use?.hold(result.id);
    return this.#reader.window(result, request, signal);
  }

  /** A query of some rows of a view, in their order. What it reads from stays open while `use` runs. */
  slice<R>(
    result: StoredResult,
    request: WindowRequest,
    use: (slice: Slice) => Promise<R>,
  ): Promise<R> {
    return this.#reader.slice(result, request, use);
  }

  /** Counts the rows of a view, for which it is made ready whole. `onProgress` hears from 0 to 1. */
  prepare(
    result: StoredResult,
    view: View,
    onProgress: (done: number) => void,
    signal: AbortSignal,
  ): Promise<number> {
    return this.#reader.prepare(result, view, onProgress, signal);
  }

  /** The table of a result, which stays open while `use` runs. */
  async read<R>(result: StoredResult, use: (open: OpenTable) => Promise<R>): Promise<R> {
    await this.#use?.hold(result.id);
    return this.#reader.read(result, use);
  }

  async #newId(origin?: ResultOrigin): Promise<string> {
    const id = this.#folder.newId(origin);
    await this.#use?.hold(id);
    return id;
  }
}

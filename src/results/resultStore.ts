import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import type { QueryResult } from '../query/queryEngine.js';
import { cleanUp } from './cleanUp.js';
import { intake } from './intake.js';
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

/** What is kept of earlier windows. */
const limits = { maxAgeMs: 14 * 86_400_000, maxBytes: 4e9 };

/** Results on disk: a database file each, read in windows, gone when removed and not before. */
export class ResultStore {
  readonly #duckdb: DuckDbClient;
  readonly #folder: ResultFolder;
  readonly #reader: ResultReader;
  /** What this window knows of, which stays. */
  readonly #own = new Set<string>();
  #cleaned: Promise<unknown> | undefined;

  /** Of results of more rows than `mostCopiedRows` only the positions are sorted, not a copy. */
  constructor(duckdb: DuckDbClient, folder: string, mostCopiedRows?: number) {
    this.#duckdb = duckdb;
    this.#folder = new ResultFolder(folder);
    this.#reader = new ResultReader(duckdb, (id) => this.#folder.file(id), mostCopiedRows);
  }

  /** Where an engine may write the rows of a query, so that they are in the store without a copy. */
  async newFile(): Promise<string> {
    await this.#folder.make();
    await this.#cleanUp();
    return this.#folder.file(this.#newId());
  }

  /** Takes a result in. It is there for good when the promise resolves. */
  async add(
    result: Exclude<QueryResult, { kind: 'none' }>,
    signal: AbortSignal,
    origin?: ResultOrigin,
  ): Promise<StoredResult> {
    const target = await this.newFile();
    const { file, columns, rows } = await intake(this.#duckdb, result, target, signal);
    const id = this.#newId(origin);
    const createdAt = Date.now();
    const stored = { id, columns, rows, createdAt, ...(origin === undefined ? {} : { origin }) };
    await this.#folder.add(file, stored);
    return stored;
  }

  /** What is known of a stored result, also of one from before a restart. */
  async find(id: string): Promise<StoredResult | undefined> {
    if (!/^[\w-]+$/.test(id)) return undefined;
    this.#own.add(id);
    return this.#folder.find(id);
  }

  /** The results that the cells of a notebook gave, by its URI. */
  async ofNotebook(notebook: string): Promise<readonly StoredResult[]> {
    const found = await this.#folder.ofNotebook(notebook);
    for (const { id } of found) this.#own.add(id);
    return found;
  }

  async remove(id: string): Promise<void> {
    await this.#reader.close(id);
    await this.#folder.remove(id);
  }

  /** Some rows of a view, as text. */
  window(result: StoredResult, request: WindowRequest, signal: AbortSignal): Promise<ResultWindow> {
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
  read<R>(result: StoredResult, use: (open: OpenTable) => Promise<R>): Promise<R> {
    return this.#reader.read(result, use);
  }

  #newId(origin?: ResultOrigin): string {
    const id = this.#folder.newId(origin);
    this.#own.add(id);
    return id;
  }

  /** Once, before the first result is written: what is left of earlier windows is not for ever. */
  #cleanUp(): Promise<unknown> {
    // A file that can not be removed is no reason to refuse a query.
    this.#cleaned ??= cleanUp(this.#folder.path, limits, this.#own, Date.now()).catch(
      () => undefined,
    );
    return this.#cleaned;
  }
}

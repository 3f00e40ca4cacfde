import { again } from '../sql/sqlApi.js';
import type { Log } from '../util/log.js';
import { type Remote, RpcError } from '../util/rpc.js';
import type { StorePlace } from './indexStore.js';
import { type KnownTable, requestKey, type TableRequest } from './knownTables.js';
import type { LineageApi } from './lineageApi.js';
import type { LineageFile } from './lineageFile.js';
import type { FileStamp } from './lineageIndex.js';

/** Where the index gets what it is made of. */
export interface LineageInputs {
  /** Every file that may hold SQL; not whole where there are more than it names. */
  list(
    signal: AbortSignal,
  ): Promise<{ readonly files: readonly FileStamp[]; readonly isWhole: boolean }>;
  /** The SQL of a file as it is now; nothing where it is gone or holds none. Throws where it can not be read. */
  read(uri: string, signal: AbortSignal): Promise<ReadFile | undefined>;
  /** What the catalogs say of tables. A table that could not be asked for is left out, and asked for again later. */
  lookUp(tables: readonly TableRequest[], signal: AbortSignal): Promise<readonly KnownTable[]>;
  /** Where the index is kept from one start to the next; nothing where it is not. */
  store?(): StorePlace | undefined;
}

export interface ReadFile {
  readonly file: LineageFile;
  /** What the file on disk looked like, where the text is that of the disk. */
  readonly stamp?: string;
}

type Reading = { readonly found: ReadFile | undefined } | { readonly error: unknown };

/** `reading` while files are still being taken in: there may be more to say. `partial` where some could not be. */
export type Coverage = 'whole' | 'reading' | 'partial';

/** Files taken in of those that had to be, since there was last nothing left to do. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Fails to be taken in this often, and a file is left alone until it changes. */
const maxFailures = 2;
/** Looked up at once, so that what is known shows early. */
const lookUpBatch = 50;
/** Read while the process is busy with the one before. */
const readAhead = 8;
/** A connection that gave no answer is not asked about the same table again for so long. */
const silenceMs = 60_000;
/** Edits come in rows: one writing for all of them. */
const restMs = 2_000;

/**
 * Fills the index in its process, keeps it up with changes, and fills it again when the process was started anew. One
 * file at a time is on its way, so that a question never waits for long, and a file that is too much for the process
 * is known by its name.
 */
export class IndexFiller {
  readonly #remote: Remote<LineageApi>;
  readonly #inputs: LineageInputs;
  readonly #log: Log;
  readonly #life = new AbortController();
  readonly #dirty = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #listeners = new Set<(progress: Progress | undefined) => void>();
  /** Tables that nobody answered for, by `requestKey`, and when. */
  readonly #unanswered = new Map<string, number>();
  #wanted = new Map<string, TableRequest>();
  /** Every file of the workspace was named to us. */
  #isListed = false;
  #mustList = false;
  #epoch: string | undefined;
  #work: Promise<void> | undefined;
  #done = 0;
  #saving: NodeJS.Timeout | undefined;

  constructor(remote: Remote<LineageApi>, inputs: LineageInputs, log: Log) {
    this.#remote = remote;
    this.#inputs = inputs;
    this.#log = log;
  }

  /** A file is new, different or gone. Nothing happens before the first question. */
  changed(uri: string): void {
    this.#failures.delete(uri);
    if (this.#epoch === undefined) return;
    this.#dirty.add(uri);
    void this.start();
  }

  /** Folders have come, gone or changed their names: what there is, is looked for again. */
  foldersChanged(): void {
    if (this.#epoch === undefined) return;
    this.#mustList = true;
    void this.start();
  }

  /** Forgets everything: the connections are others now. The next question fills the index anew. */
  reset(): void {
    this.#epoch = undefined;
    this.#dirty.clear();
    this.#failures.clear();
    this.#unanswered.clear();
    this.#wanted.clear();
  }

  get coverage(): Coverage {
    if (this.#work !== undefined || this.#dirty.size > 0) return 'reading';
    const isWhole = this.#isListed && this.#failures.size === 0;
    return isWhole ? 'whole' : 'partial';
  }

  /** Is told after each file, and nothing when all are in. */
  onDidProgress(listener: (progress: Progress | undefined) => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Works off what is to be taken in, if nobody does so already. Never rejects. */
  start(): Promise<void> {
    const isIdle = this.#epoch !== undefined && this.#dirty.size === 0 && !this.#mustList;
    if (this.#work === undefined && (!isIdle || this.#wanted.size > 0)) {
      this.#work = this.#run().finally(() => {
        this.#work = undefined;
        this.#done = 0;
        this.#tell(undefined);
      });
    }
    return this.#work ?? Promise.resolve();
  }

  /** Asks the index. One that was started anew is filled again first. */
  async ask<T>(question: (epoch: string) => Promise<T>, signal: AbortSignal): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        const epoch = await this.#connect(signal);
        return await again(() => question(epoch));
      } catch (error) {
        const isStale = error instanceof RpcError && error.code === 'stale-index';
        if (!isStale || attempt > 0) throw error;
        this.#epoch = undefined;
      }
    }
  }

  /** Tables to be asked for some time soon. */
  want(tables: readonly TableRequest[]): void {
    for (const table of this.unasked(tables)) this.#wanted.set(requestKey(table), table);
  }

  /** Those that were not asked for in vain just now. */
  unasked(tables: readonly TableRequest[]): readonly TableRequest[] {
    const since = Date.now() - silenceMs;
    return tables.filter((table) => (this.#unanswered.get(requestKey(table)) ?? 0) < since);
  }

  /** Asks the catalogs, and gives the index what they say. */
  async lookUp(
    tables: readonly TableRequest[],
    signal: AbortSignal,
  ): Promise<readonly KnownTable[]> {
    const known = await this.#inputs.lookUp(tables, signal);
    const answered = new Set(known.map(requestKey));
    for (const table of tables) {
      const key = requestKey(table);
      if (answered.has(key)) this.#unanswered.delete(key);
      else this.#unanswered.set(key, Date.now());
    }
    if (known.length === 0) return known;
    const { wanted, stale } = await this.ask(
      (epoch) => this.#remote.call('putTables', { tables: known, epoch }, signal),
      signal,
    );
    this.want(wanted);
    for (const uri of stale) this.#dirty.add(uri);
    if (this.#work === undefined) void this.start();
    return known;
  }

  /** Writes to disk what has changed. Never rejects. */
  async save(): Promise<void> {
    clearTimeout(this.#saving);
    const epoch = this.#epoch;
    if (epoch === undefined) return;
    try {
      await this.#remote.call('save', { epoch }, this.#life.signal);
    } catch (error) {
      if (this.#life.signal.aborted) return;
      this.#log.warn(`lineage index: not kept on disk: ${String(error)}`);
    }
  }

  dispose(): void {
    clearTimeout(this.#saving);
    this.#life.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#life;
    const started = Date.now();
    try {
      await this.#connect(signal);
      for (;;) {
        if (this.#mustList) await this.#list(await this.#connect(signal), signal);
        const uris = [...this.#dirty].slice(0, readAhead);
        for (const uri of uris) this.#dirty.delete(uri);
        const reading = uris.map((uri) => this.#read(uri, signal));
        for (const [at, uri] of uris.entries()) {
          await this.#take(uri, await reading[at], signal);
          this.#done++;
          this.#tell({
            done: this.#done,
            total: this.#done + uris.length - at - 1 + this.#dirty.size,
          });
        }
        const isEnd = uris.length === 0;
        if (this.#wanted.size >= lookUpBatch || (isEnd && this.#wanted.size > 0)) {
          const tables = [...this.#wanted.values()];
          this.#wanted = new Map();
          await this.lookUp(tables, signal);
        } else if (isEnd && !this.#mustList) {
          break;
        }
      }
      this.#saveSoon();
      if (this.#done > 0) {
        this.#log.debug(`lineage index: ${this.#done} files in ${Date.now() - started} ms`);
      }
    } catch (error) {
      if (signal.aborted) return;
      // The next question tries again; what was not taken in by then is missing, and said so by no answer.
      this.#epoch = undefined;
      this.#log.warn(`lineage index: ${String(error)}`);
    }
  }

  async #connect(signal: AbortSignal): Promise<string> {
    if (this.#epoch !== undefined) return this.#epoch;
    const store = this.#inputs.store?.();
    const { epoch, aged } = await again(() =>
      this.#remote.call('open', store === undefined ? {} : { store }, signal),
    );
    this.#epoch = epoch;
    this.want(aged);
    await this.#list(epoch, signal);
    return epoch;
  }

  async #list(epoch: string, signal: AbortSignal): Promise<void> {
    this.#mustList = false;
    this.#isListed = false;
    const { files, isWhole } = await this.#inputs.list(signal);
    for (const uri of await this.#remote.call('match', { files, epoch }, signal)) {
      this.#dirty.add(uri);
    }
    this.#isListed = isWhole;
  }

  /** Never rejects: a failure is told with the file. */
  async #read(uri: string, signal: AbortSignal): Promise<Reading> {
    if ((this.#failures.get(uri) ?? 0) >= maxFailures) return { error: undefined };
    try {
      return { found: await this.#inputs.read(uri, signal) };
    } catch (error) {
      return { error };
    }
  }

  async #take(uri: string, read: Reading | undefined, signal: AbortSignal): Promise<void> {
    if (read === undefined || (this.#failures.get(uri) ?? 0) >= maxFailures) return;
    try {
      signal.throwIfAborted();
      if ('error' in read) throw read.error;
      const { found } = read;
      if (found === undefined || found.file.cells.length === 0)
        await this.ask((epoch) => this.#remote.call('remove', { uri, epoch }, signal), signal);
      else
        this.want(
          await this.ask(
            (epoch) => this.#remote.call('update', { ...found, epoch }, signal),
            signal,
          ),
        );
      this.#failures.delete(uri);
    } catch (error) {
      signal.throwIfAborted();
      // A file that can not be read, or that is too much for the process, is not the end of the others.
      const failures = (this.#failures.get(uri) ?? 0) + 1;
      this.#failures.set(uri, failures);
      if (failures < maxFailures) this.#dirty.add(uri);
      this.#log.warn(`lineage index: ${uri}: ${String(error)}`);
    }
  }

  #saveSoon(): void {
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => void this.save(), restMs);
    this.#saving.unref();
  }

  #tell(progress: Progress | undefined): void {
    for (const listener of this.#listeners) listener(progress);
  }
}

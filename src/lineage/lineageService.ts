import type { DatasetId } from '../catalog/catalog.js';
import { again } from '../sql/sqlApi.js';
import type { Log } from '../util/log.js';
import { type Remote, RpcError } from '../util/rpc.js';
import type { Hover } from './hoverAt.js';
import { type KnownTable, requestKey, type TableRequest } from './knownTables.js';
import type { HoverRequest, LineageApi } from './lineageApi.js';
import type { LineageFile } from './lineageFile.js';
import type { TableColumn } from './tableColumns.js';
import type { Neighbourhood, NeighbourRequest } from './neighbours.js';

/** Where the index gets what it is made of. */
export interface LineageInputs {
  /** Every file that may hold SQL; not whole where there are more than it names. */
  list(
    signal: AbortSignal,
  ): Promise<{ readonly uris: readonly string[]; readonly isWhole: boolean }>;
  /** The SQL of a file as it is now; nothing where it is gone or holds none. Throws where it can not be read. */
  read(uri: string, signal: AbortSignal): Promise<LineageFile | undefined>;
  /** What the catalogs say of tables. A table that could not be asked for is left out, and asked for again later. */
  lookUp(tables: readonly TableRequest[], signal: AbortSignal): Promise<readonly KnownTable[]>;
}

/** `reading` while files are still being taken in: there may be more to say. `partial` where some could not be. */
export type Coverage = 'whole' | 'reading' | 'partial';

export interface HoverAnswer extends Hover {
  readonly coverage: Coverage;
}

export interface NeighboursAnswer extends Neighbourhood {
  readonly coverage: Coverage;
}

/** Fails to be taken in this often, and a file is left alone until it changes. */
const maxFailures = 2;
/** Looked up at once, so that what is known shows early. */
const lookUpBatch = 50;

/**
 * The lineage index seen from outside its process: filled on first use, kept up with changes, and filled again when
 * the process was started anew. One file at a time is on its way, so that a question never waits for long, and a file
 * that is too much for the process is known by its name.
 */
export class LineageService {
  readonly #remote: Remote<LineageApi>;
  readonly #inputs: LineageInputs;
  readonly #log: Log;
  readonly #life = new AbortController();
  readonly #dirty = new Set<string>();
  readonly #failures = new Map<string, number>();
  #wanted = new Map<string, TableRequest>();
  /** Every file of the workspace was named to us. */
  #isListed = false;
  #epoch: string | undefined;
  #work: Promise<void> | undefined;

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
    void this.#start();
  }

  /** Forgets everything: the connections are others now. The next question fills the index anew. */
  reset(): void {
    this.#epoch = undefined;
    this.#dirty.clear();
    this.#failures.clear();
    this.#wanted.clear();
  }

  /** Resolves when nothing is left to be taken in. */
  async settled(signal: AbortSignal): Promise<void> {
    await aborting(this.#start(), signal);
  }

  /**
   * What is under the caret. Waits for the index until `patience` resolves, and then answers with what there is.
   * Throws `RpcError` where the process fails, `AbortError` where the signal fires.
   */
  async hover(
    request: HoverRequest,
    patience: Promise<void>,
    signal: AbortSignal,
  ): Promise<HoverAnswer | undefined> {
    await aborting(Promise.race([this.#start(), patience]), signal);
    const first = await this.#ask(
      (epoch) => this.#remote.call('hover', { ...request, epoch }, signal),
      signal,
    );
    if (first === undefined) return undefined;
    let hover = first;
    if (first.wanted.length > 0) {
      const known = await this.#inputs.lookUp(first.wanted, signal);
      this.#want(
        await this.#ask(
          (epoch) => this.#remote.call('putTables', { tables: known, epoch }, signal),
          signal,
        ),
      );
      hover =
        (await this.#ask(
          (epoch) => this.#remote.call('hover', { ...request, epoch }, signal),
          signal,
        )) ?? first;
    }
    return { ...hover, coverage: this.#coverage() };
  }

  /**
   * What is around a table or a column. Waits for the index until `patience` resolves, and then answers with what there
   * is. Throws like `hover`.
   */
  async neighbours(
    request: NeighbourRequest,
    patience: Promise<void>,
    signal: AbortSignal,
  ): Promise<NeighboursAnswer> {
    await aborting(Promise.race([this.#start(), patience]), signal);
    const found = await this.#ask(
      (epoch) => this.#remote.call('neighbours', { ...request, epoch }, signal),
      signal,
    );
    return { ...found, coverage: this.#coverage() };
  }

  /** The columns of a table. Throws like `hover`. */
  async columns(of: DatasetId, signal: AbortSignal): Promise<readonly TableColumn[]> {
    return this.#ask((epoch) => this.#remote.call('columns', { of, epoch }, signal), signal);
  }

  /** Takes in what the catalogs say of tables that no file may name. Throws like `hover`. */
  async learn(
    tables: readonly TableRequest[],
    signal: AbortSignal,
  ): Promise<readonly KnownTable[]> {
    const known = await this.#inputs.lookUp(tables, signal);
    this.#want(
      await this.#ask(
        (epoch) => this.#remote.call('putTables', { tables: known, epoch }, signal),
        signal,
      ),
    );
    return known;
  }

  dispose(): void {
    this.#life.abort();
  }

  #coverage(): Coverage {
    if (this.#work !== undefined || this.#dirty.size > 0) return 'reading';
    const isWhole = this.#isListed && this.#failures.size === 0;
    return isWhole ? 'whole' : 'partial';
  }

  /** Works off what is to be taken in, if nobody does so already. Never rejects. */
  #start(): Promise<void> {
    if (this.#work === undefined && (this.#epoch === undefined || this.#dirty.size > 0)) {
      this.#work = this.#run().finally(() => {
        this.#work = undefined;
      });
    }
    return this.#work ?? Promise.resolve();
  }

  async #run(): Promise<void> {
    const { signal } = this.#life;
    try {
      await this.#connect(signal);
      for (;;) {
        const [uri] = this.#dirty;
        if (uri !== undefined) {
          this.#dirty.delete(uri);
          await this.#take(uri, signal);
        }
        if (this.#wanted.size >= lookUpBatch || (uri === undefined && this.#wanted.size > 0)) {
          await this.#lookUp(signal);
        } else if (uri === undefined) {
          return;
        }
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
    const epoch = await again(() => this.#remote.call('open', {}, signal));
    this.#epoch = epoch;
    this.#isListed = false;
    const { uris, isWhole } = await this.#inputs.list(signal);
    for (const uri of uris) this.#dirty.add(uri);
    this.#isListed = isWhole;
    return epoch;
  }

  async #take(uri: string, signal: AbortSignal): Promise<void> {
    if ((this.#failures.get(uri) ?? 0) >= maxFailures) return;
    try {
      const file = await this.#inputs.read(uri, signal);
      if (file === undefined || file.cells.length === 0)
        await this.#ask((epoch) => this.#remote.call('remove', { uri, epoch }, signal), signal);
      else
        this.#want(
          await this.#ask((epoch) => this.#remote.call('update', { file, epoch }, signal), signal),
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

  #want(tables: readonly TableRequest[]): void {
    for (const table of tables) this.#wanted.set(requestKey(table), table);
  }

  async #lookUp(signal: AbortSignal): Promise<void> {
    const tables = [...this.#wanted.values()];
    this.#wanted = new Map();
    const known = await this.#inputs.lookUp(tables, signal);
    if (known.length > 0)
      this.#want(
        await this.#ask(
          (epoch) => this.#remote.call('putTables', { tables: known, epoch }, signal),
          signal,
        ),
      );
  }

  /** Asks the index. One that was started anew is filled again first. */
  async #ask<T>(question: (epoch: string) => Promise<T>, signal: AbortSignal): Promise<T> {
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
}

/** Waits for work that goes on without us when we leave. */
async function aborting(work: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const abort = (): void => {
      reject(new DOMException('The operation was aborted.', 'AbortError'));
    };
    signal.addEventListener('abort', abort, { once: true });
    void work.finally(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
  });
}

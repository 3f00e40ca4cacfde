import { setMaxListeners } from 'node:events';
import { forkPort } from '../util/ports.js';
import { Remote, RpcError } from '../util/rpc.js';
import { ownTempFolder, removeGoneFolders } from './tempFolders.js';
import type {
  DuckDbApi,
  DuckDbContext,
  DuckDbFailureDetails,
  DuckDbRows,
  DuckDbStatement,
  DuckDbStored,
} from './duckDbApi.js';

export interface DuckDbOptions {
  /** Where DuckDB puts what does not fit into memory, in a folder for each process. Made when missing. */
  readonly tempDirectory: string;
  /** As DuckDB writes sizes, `2GB`. By default DuckDB's own, most of the machine. */
  readonly memoryLimit?: string;
}

/** A failure of DuckDB, or of the process that holds it (`kind` is then `gone`). */
export class DuckDbError extends Error {
  override readonly name = 'DuckDbError';
  /** DuckDB's word: `Parser`, `Binder`, `Catalog`, `IO`, … */
  readonly kind: string;
  /** Where in the statement, in UTF-16 units. */
  readonly position: number | undefined;

  constructor(kind: string, message: string, position?: number, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.position = position;
  }
}

/** A statement, or one to run after others on the same connection. */
export type DuckDbQuery = string | { readonly before: string; readonly sql: string };

/** Ends a process that does not stop a query within this time after it was told to. */
const stopLimitMs = 10_000;
const progressEveryMs = 250;

/**
 * DuckDB in a process of its own, which is started on first use and again after it is gone.
 * Failures are `DuckDbError`. A call whose signal fires ends with `AbortError`, and not before
 * DuckDB has stopped: whoever waits for it knows that nothing runs on.
 */
export class DuckDbClient {
  readonly #remote: Remote<DuckDbApi>;
  readonly #sessions = new Set<string>();
  #lastCall = 0;

  constructor(entry: URL, { tempDirectory, memoryLimit }: DuckDbOptions) {
    const env = {
      LAKEHOUSE_DUCKDB_TEMP: ownTempFolder(tempDirectory),
      ...(memoryLimit === undefined ? {} : { LAKEHOUSE_DUCKDB_MEMORY: memoryLimit }),
      // Every running query holds one of these threads; four, the default, would block the grid.
      UV_THREADPOOL_SIZE: '32',
    };
    this.#remote = new Remote<DuckDbApi>(() => {
      // What can not be removed now is tried again at the next start.
      removeGoneFolders(tempDirectory).catch(() => undefined);
      return forkPort(entry, env);
    });
  }

  /** Runs every statement of `sql`. */
  async run(sql: string, signal: AbortSignal, context?: DuckDbContext): Promise<void> {
    await this.#stoppable(signal, (call) =>
      this.#remote.call('run', { call, sql, ...this.#given(context) }, unstopped),
    );
  }

  /** All rows of one statement, as text: only for what is known to be small. */
  rows(query: DuckDbQuery, signal: AbortSignal, context?: DuckDbContext): Promise<DuckDbRows> {
    const params = typeof query === 'string' ? { sql: query } : query;
    return this.#stoppable(signal, (call) =>
      this.#remote.call('rows', { call, ...params, ...this.#given(context) }, unstopped),
    );
  }

  prepare(sql: string, signal: AbortSignal, context?: DuckDbContext): Promise<DuckDbStatement> {
    return this.#stoppable(signal, (call) =>
      this.#remote.call('prepare', { call, sql, ...this.#given(context) }, unstopped),
    );
  }

  /** Writes the rows of a query into a new database file, as the table `result`; none pass through here. */
  store(
    { sql, file }: { readonly sql: string; readonly file: string },
    onProgress: (done: number) => void,
    signal: AbortSignal,
    context?: DuckDbContext,
  ): Promise<DuckDbStored> {
    return this.#stoppable(signal, async (call) => {
      const asking = setInterval(() => {
        this.#remote.call('progress', { target: call }, unstopped).then(
          (done) => {
            if (done !== null) onProgress(done);
          },
          () => undefined, // The call itself says what happened.
        );
      }, progressEveryMs);
      try {
        return await this.#remote.call(
          'store',
          { call, sql, file, ...this.#given(context) },
          unstopped,
        );
      } finally {
        clearInterval(asking);
      }
    });
  }

  /** Closes a session after what runs in it: its temporary tables and settings are gone. */
  async endSession(session: string): Promise<void> {
    if (this.#sessions.delete(session)) {
      await this.#remote.call('endSession', { session }, unstopped);
    }
  }

  /** Ends the process, whatever runs in it. */
  dispose(): void {
    this.#remote.dispose();
  }

  #given(context: DuckDbContext | undefined): { readonly context?: DuckDbContext } {
    if (context?.session !== undefined) this.#sessions.add(context.session);
    return context === undefined ? {} : { context };
  }

  async #stoppable<T>(signal: AbortSignal, start: (call: number) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const call = ++this.#lastCall;
    let limit: NodeJS.Timeout | undefined;
    const stop = (): void => {
      limit = setTimeout(() => {
        this.#remote.dispose();
      }, stopLimitMs);
      // When the process is gone, the call itself says so.
      this.#remote.call('cancel', { target: call }, unstopped).catch(() => undefined);
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      const answer = await start(call);
      signal.throwIfAborted();
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      throw toDuckDbError(error);
    } finally {
      clearTimeout(limit);
      signal.removeEventListener('abort', stop);
    }
  }
}

/** Calls are stopped by `cancel`, so that their end is heard of. */
const unstopped = new AbortController().signal;
// All calls share it: many at a time are no leak.
setMaxListeners(0, unstopped);

function toDuckDbError(error: unknown): unknown {
  if (!(error instanceof RpcError)) return error;
  if (error.code === 'gone') {
    const message = `DuckDB's process has ended and will be started again: ${error.message}`;
    return new DuckDbError('gone', message, undefined, { cause: error });
  }
  const details = parseDetails(error.details);
  return new DuckDbError(details.kind, error.message, details.position, { cause: error });
}

function parseDetails(details: unknown): DuckDbFailureDetails {
  if (typeof details !== 'object' || details === null) return { kind: 'internal' };
  const { kind, position } = details as Readonly<Record<string, unknown>>;
  return {
    kind: typeof kind === 'string' ? kind : 'internal',
    ...(typeof position === 'number' ? { position } : {}),
  };
}

import { setMaxListeners } from 'node:events';
import { forkPort } from '../util/ports.js';
import { type Port, Remote, RpcError } from '../util/rpc.js';
import { DuckDbError, toDuckDbError } from './duckDbError.js';
import { removeDatabase } from './removeDatabase.js';
import { Sessions } from './sessions.js';
import { TempFolders } from './tempFolders.js';
import type {
  DuckDbApi,
  DuckDbContext,
  DuckDbRows,
  DuckDbStatement,
  DuckDbStored,
} from './duckDbApi.js';

export { DuckDbError };

export interface DuckDbOptions {
  /** Where DuckDB puts what does not fit into memory, in a folder for each process. Made when missing. */
  readonly tempDirectory: string;
  /** As DuckDB writes sizes, `2GB`. By default half of the machine's. */
  readonly memoryLimit?: string;
  /** Database files that statements have attached are let go after this long without a call. */
  readonly releaseMs?: number;
  /** The process is ended after this long without a call, unless a session has something in it. */
  readonly idleMs?: number;
}

/** A statement that DuckDB knows all names of, in the process of that number. */
export type PreparedStatement = DuckDbStatement & { readonly process: number };

/** A statement, or one to run after others on the same connection. */
export type DuckDbQuery = string | { readonly before?: string; readonly sql: string };

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
  readonly #temp: TempFolders;
  readonly #sessions = new Sessions();
  readonly #releaseMs: number;
  readonly #idleMs: number;
  #lastCall = 0;
  #running = 0;
  #starts = 0;
  /** How often a process has ended that was not told to. */
  #crashes = 0;
  #port: Port | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(
    entry: URL,
    { tempDirectory, memoryLimit, releaseMs = 5_000, idleMs = 600_000 }: DuckDbOptions,
  ) {
    this.#temp = new TempFolders(tempDirectory);
    this.#releaseMs = releaseMs;
    this.#idleMs = idleMs;
    this.#remote = new Remote<DuckDbApi>(() => this.#start(entry, memoryLimit));
  }

  /** Runs every statement of `sql`. `onProgress` hears from 0 to 1, of each statement anew. */
  async run(
    sql: string,
    signal: AbortSignal,
    context?: DuckDbContext,
    onProgress?: (done: number) => void,
  ): Promise<void> {
    await this.#call(signal, { context, leavesState: true }, (call) =>
      this.#watch(call, onProgress, () =>
        this.#remote.call('run', { call, sql, ...given(context) }, unstopped),
      ),
    );
  }

  /** All rows of one statement, as text: only for what is known to be small. */
  async rows(
    query: DuckDbQuery,
    signal: AbortSignal,
    context?: DuckDbContext,
  ): Promise<DuckDbRows> {
    const params = typeof query === 'string' ? { sql: query } : query;
    // A `CALL` and a `PRAGMA` may set something.
    const leavesState = !/^\s*SELECT\b/i.test(params.sql);
    const ask = (): Promise<DuckDbRows> =>
      this.#call(signal, { context, leavesState }, (call) =>
        this.#remote.call('rows', { call, ...params, ...given(context) }, unstopped),
      );
    const crashes = this.#crashes;
    try {
      return await ask();
    } catch (error) {
      // What is no user's statement only reads: nobody needs to hear that it was asked twice.
      if (!isGone(error) || context !== undefined || crashes === this.#crashes) throw error;
      return ask();
    }
  }

  prepare(sql: string, signal: AbortSignal, context?: DuckDbContext): Promise<PreparedStatement> {
    return this.#call(signal, { context, leavesState: false }, async (call) => {
      const answer = this.#remote.call('prepare', { call, sql, ...given(context) }, unstopped);
      const process = this.#starts;
      return { ...(await answer), process };
    });
  }

  /** Writes the rows of a query into a new database file, as the table `result`; none pass through here. */
  store(
    params: { readonly before?: string; readonly sql: string; readonly file: string },
    onProgress: (done: number) => void,
    signal: AbortSignal,
    context?: DuckDbContext,
  ): Promise<DuckDbStored> {
    return this.#call(signal, { context, leavesState: false }, async (call) => {
      try {
        return await this.#watch(call, onProgress, () =>
          this.#remote.call('store', { call, ...params, ...given(context) }, unstopped),
        );
      } catch (error) {
        // Of other failures DuckDB's process removes the file, which it has open.
        if (isGone(error)) await removeDatabase(params.file).catch(ignore);
        throw error;
      }
    });
  }

  /** Closes a session after what runs in it: its temporary tables and settings are gone. */
  async endSession(session: string): Promise<void> {
    if (this.#sessions.end(session)) {
      await this.#remote.call('endSession', { session }, unstopped).catch(ignore);
    }
  }

  /** Ends the process, whatever runs in it. */
  dispose(): void {
    this.#end();
    this.#temp.remove();
  }

  #start(entry: URL, memoryLimit: string | undefined): Port {
    const port = forkPort(entry, {
      LAKEHOUSE_DUCKDB_TEMP: this.#temp.next(),
      ...(memoryLimit === undefined ? {} : { LAKEHOUSE_DUCKDB_MEMORY: memoryLimit }),
      // Every running query holds one of these threads; four, the default, would block the grid.
      UV_THREADPOOL_SIZE: '32',
    });
    this.#port = port;
    this.#starts++;
    // Heard of before those are who wait for an answer.
    port.onClose(() => {
      if (this.#port !== port) return;
      this.#port = undefined;
      this.#crashes++;
      this.#sessions.lose();
    });
    return port;
  }

  #end(): void {
    clearTimeout(this.#idle);
    this.#port = undefined;
    this.#sessions.lose();
    this.#remote.dispose();
  }

  /** Ends a process that is of no use any more. */
  #crash(): void {
    if (this.#port === undefined) return;
    this.#crashes++;
    this.#end();
  }

  async #call<T>(
    signal: AbortSignal,
    { context, leavesState }: { context: DuckDbContext | undefined; leavesState: boolean },
    start: (call: number) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    const session = context?.session;
    if (session !== undefined) this.#sessions.enter(session, leavesState);
    const isOther = this.#port === undefined || context?.process !== this.#starts;
    if (context?.process !== undefined && isOther) {
      throw new DuckDbError('gone', 'DuckDB was started again before this could run.');
    }
    clearTimeout(this.#idle);
    this.#running++;
    try {
      return await this.#stoppable(signal, start);
    } catch (error) {
      signal.throwIfAborted();
      const failure = toDuckDbError(error);
      if (!(failure instanceof DuckDbError)) throw failure;
      if (failure.endsDatabase) this.#crash();
      throw session === undefined ? failure : this.#sessions.tell(session, failure);
    } finally {
      this.#running--;
      if (this.#running === 0) this.#rest();
    }
  }

  /** Asks how far a call is until it has ended. */
  async #watch<T>(
    call: number,
    onProgress: ((done: number) => void) | undefined,
    start: () => Promise<T>,
  ): Promise<T> {
    if (onProgress === undefined) return start();
    const asking = setInterval(() => {
      this.#remote.call('progress', { target: call }, unstopped).then(
        (done) => {
          if (done !== null) onProgress(done);
        },
        ignore, // The call itself says what happened.
      );
    }, progressEveryMs);
    try {
      return await start();
    } finally {
      clearInterval(asking);
    }
  }

  async #stoppable<T>(signal: AbortSignal, start: (call: number) => Promise<T>): Promise<T> {
    const call = ++this.#lastCall;
    let limit: NodeJS.Timeout | undefined;
    const stop = (): void => {
      limit = setTimeout(() => {
        this.#crash();
      }, stopLimitMs);
      // When the process is gone, the call itself says so.
      this.#remote.call('cancel', { target: call }, unstopped).catch(ignore);
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      const answer = await start(call);
      signal.throwIfAborted();
      return answer;
    } finally {
      clearTimeout(limit);
      signal.removeEventListener('abort', stop);
    }
  }

  /** Lets go of users' files soon, and of the process when nobody comes back. */
  #rest(): void {
    if (this.#port === undefined) return;
    this.#idle = setTimeout(() => {
      this.#remote.call('release', null, unstopped).catch(ignore);
      this.#idle = setTimeout(() => {
        if (!this.#sessions.haveState) this.#end();
      }, this.#idleMs).unref();
    }, this.#releaseMs).unref();
  }
}

/** Calls are stopped by `cancel`, so that their end is heard of. */
const unstopped = new AbortController().signal;
// All calls share it: many at a time are no leak.
setMaxListeners(0, unstopped);

function given(context: DuckDbContext | undefined): { readonly context?: DuckDbContext } {
  return context === undefined ? {} : { context };
}

function isGone(error: unknown): boolean {
  return (
    (error instanceof DuckDbError && error.kind === 'gone') ||
    (error instanceof RpcError && error.code === 'gone')
  );
}

function ignore(): void {
  // What the process held is gone with it.
}

import { type DuckDBConnection, type DuckDBInstance } from '@duckdb/node-api';
import { RpcError } from '../../util/rpc.js';
import { quoteName } from '../../util/quote.js';
import type { DuckDbContext } from '../duckDbApi.js';
import { AttachedFiles } from './attachedFiles.js';
import { type InstanceOptions, openInstance } from './instance.js';

interface Session {
  readonly connection: Promise<DuckDBConnection>;
  /** When what was asked of it so far has ended, well or not. */
  last: Promise<unknown>;
}

/** The one DuckDB of this process and its connections: one per running statement, so that none waits. */
export class Connections {
  readonly #options: InstanceOptions;
  readonly #free: DuckDBConnection[] = [];
  readonly #sessions = new Map<string, Session>();
  readonly #files = new AttachedFiles();
  /** While files are being released nothing else may run. */
  #released: Promise<unknown> = Promise.resolve();
  #instance: Promise<DuckDBInstance> | undefined;

  constructor(options: InstanceOptions) {
    this.#options = options;
  }

  /** Lends a connection for as long as `use` runs. An abort interrupts what runs on it. */
  async lend<T>(
    context: DuckDbContext | undefined,
    signal: AbortSignal,
    use: (connection: DuckDBConnection) => Promise<T>,
  ): Promise<T> {
    const session = context?.session;
    if (session !== undefined) return this.#lendSession(session, context, signal, use);
    await this.#released;
    const connection = this.#free.pop() ?? (await this.#connect());
    try {
      return await interruptible(connection, context, signal, use);
    } finally {
      if (context?.schema === undefined) this.#free.push(connection);
      // What a user's statement set or left open must not be met by the next.
      else connection.closeSync();
    }
  }

  #lendSession<T>(
    name: string,
    context: DuckDbContext | undefined,
    signal: AbortSignal,
    use: (connection: DuckDBConnection) => Promise<T>,
  ): Promise<T> {
    const session = this.#sessions.get(name) ?? {
      connection: this.#connect(),
      last: Promise.resolve(),
    };
    this.#sessions.set(name, session);
    const turn = session.last.then(async () => {
      await this.#released;
      await this.#files.restore(() => this.#connect());
      try {
        return await interruptible(await session.connection, context, signal, use);
      } catch (error) {
        throw error instanceof Error ? this.#files.reason(error) : error;
      }
    });
    session.last = turn.catch(() => undefined);
    return turn;
  }

  /** Closes a session's connection when all that was asked of it has ended. A later use opens a new one. */
  async endSession(name: string): Promise<void> {
    const session = this.#sessions.get(name);
    this.#sessions.delete(name);
    await session?.last;
    (await session?.connection)?.closeSync();
  }

  /**
   * Lets go of database files until a session's next statement. Nothing may run now; an open transaction
   * keeps all files, as what it has written is not theirs yet.
   */
  release(): Promise<void> {
    const released = this.#release();
    this.#released = released.catch(() => undefined);
    return released;
  }

  async #release(): Promise<void> {
    if (this.#instance === undefined) return;
    for (const { connection } of this.#sessions.values()) {
      if (await isInTransaction(await connection)) return;
    }
    const connection = await this.#connect();
    await this.#files.release(connection).finally(() => {
      connection.closeSync();
    });
  }

  async #connect(): Promise<DuckDBConnection> {
    this.#instance ??= openInstance(this.#options);
    const connection = await (await this.#instance).connect();
    // Only where there is a progress bar does DuckDB know how far a statement is; it is not to draw it.
    await connection.run(
      'SET errors_as_json = true; SET enable_progress_bar = true; SET enable_progress_bar_print = false',
    );
    return connection;
  }
}

/**
 * DuckDB does not tell, but outside of a transaction every statement is one of its own. (It would refuse
 * to begin another; but with that the open one has failed.)
 */
async function isInTransaction(connection: DuckDBConnection): Promise<boolean> {
  const id = async (): Promise<unknown> =>
    (await connection.runAndReadAll('SELECT txid_current()')).getRows()[0]?.[0];
  try {
    return (await id()) === (await id());
  } catch {
    // One that has failed answers nothing but `ROLLBACK`.
    return true;
  }
}

async function interruptible<T>(
  connection: DuckDBConnection,
  context: DuckDbContext | undefined,
  signal: AbortSignal,
  use: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  let again: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    connection.interrupt();
    // An interrupt between two statements is forgotten when the next one begins.
    again = setInterval(() => {
      connection.interrupt();
    }, 20);
  };
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    if (context?.schema !== undefined) await enter(connection, context.schema);
    return await use(connection);
  } finally {
    clearInterval(again);
    signal.removeEventListener('abort', interrupt);
  }
}

/** A schema that is not there was made in an earlier process, as was all else that the statement needs. */
async function enter(
  connection: DuckDBConnection,
  schema: readonly [string, string],
): Promise<void> {
  try {
    await connection.run(`USE ${schema.map(quoteName).join('.')}`);
  } catch (error) {
    if (error instanceof Error && error.message.includes('No catalog + schema named')) {
      throw new RpcError('gone', 'it was started again before this could run');
    }
    throw error;
  }
}

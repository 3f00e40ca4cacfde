import { mkdirSync } from 'node:fs';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { DuckDbContext } from '../duckDbApi.js';
import { quoteName } from '../../util/quote.js';

export interface InstanceOptions {
  readonly tempDirectory: string | undefined;
  readonly memoryLimit: string | undefined;
}

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
    const turn = session.last.then(async () =>
      interruptible(await session.connection, context, signal, use),
    );
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

  async #connect(): Promise<DuckDBConnection> {
    this.#instance ??= open(this.#options);
    const connection = await (await this.#instance).connect();
    await connection.run('SET errors_as_json = true');
    return connection;
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
    if (context?.schema !== undefined) {
      await connection.run(`USE ${context.schema.map(quoteName).join('.')}`);
    }
    return await use(connection);
  } finally {
    clearInterval(again);
    signal.removeEventListener('abort', interrupt);
  }
}

async function open({ tempDirectory, memoryLimit }: InstanceOptions): Promise<DuckDBInstance> {
  if (tempDirectory !== undefined) mkdirSync(tempDirectory, { recursive: true });
  return DuckDBInstance.create(':memory:', {
    // Nothing is downloaded at run time.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    ...(tempDirectory === undefined ? {} : { temp_directory: tempDirectory }),
    ...(memoryLimit === undefined ? {} : { memory_limit: memoryLimit }),
  });
}

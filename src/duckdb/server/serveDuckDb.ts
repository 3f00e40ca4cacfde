import type { DuckDBConnection } from '@duckdb/node-api';
import { type Port, RpcError } from '../../util/rpc.js';
import { serve } from '../../util/serve.js';
import type { DuckDbApi, DuckDbContext } from '../duckDbApi.js';
import { Connections } from './connections.js';
import type { InstanceOptions } from './instance.js';
import { toFailure } from './failure.js';
import { prepare, rowsAsText } from './statement.js';
import { store } from './store.js';

interface Running {
  readonly abort: AbortController;
  connection?: DuckDBConnection;
}

/** Answers the host's calls with the one DuckDB of this process, which opens with the first of them. */
export function serveDuckDb(port: Port, options: InstanceOptions): void {
  const connections = new Connections(options);
  const running = new Map<number, Running>();

  async function answer<T>(
    { call, context, sql }: { call: number; context?: DuckDbContext; sql: string },
    use: (connection: DuckDBConnection) => Promise<T>,
  ): Promise<T> {
    const entry: Running = { abort: new AbortController() };
    const { signal } = entry.abort;
    running.set(call, entry);
    try {
      return await connections.lend(context, signal, (connection) => {
        entry.connection = connection;
        return use(connection);
      });
    } catch (error) {
      if (signal.aborted) throw new RpcError('interrupted', 'interrupted');
      throw toFailure(error, sql);
    } finally {
      running.delete(call);
    }
  }

  async function cleanUp(sql: string): Promise<void> {
    await connections.lend(undefined, new AbortController().signal, async (connection) => {
      await connection.run(sql);
    });
  }

  serve(port, {
    run: (params) =>
      answer(params, async (connection) => {
        await connection.run(params.sql);
        return null;
      }),
    rows: (params) =>
      answer(params, async (connection) => {
        if (params.before !== undefined) await connection.run(params.before);
        return rowsAsText(connection, params.sql);
      }),
    prepare: (params) => answer(params, (connection) => prepare(connection, params.sql)),
    store: (params) => answer(params, (connection) => store(connection, params, cleanUp)),
    progress: ({ target }) => {
      const percentage = running.get(target)?.connection?.progress.percentage ?? -1;
      // Negative until DuckDB knows.
      return Promise.resolve(percentage < 0 ? null : percentage / 100);
    },
    endSession: async ({ session }) => {
      await connections.endSession(session);
      return null;
    },
    release: async () => {
      if (running.size === 0) await connections.release();
      return null;
    },
    cancel: ({ target }) => {
      running.get(target)?.abort.abort();
      return Promise.resolve(null);
    },
  } satisfies DuckDbApi);
}

import { randomUUID } from 'node:crypto';
import type { DuckDbClient } from '../duckdb/duckDbClient.js';

/** The part of DuckDB that the sample needs: one connection, on which tables can be made. */
export interface SampleSql {
  run(sql: string, signal: AbortSignal): Promise<void>;
  /** Values as text. */
  rows(
    sql: string,
    signal: AbortSignal,
  ): Promise<{ readonly rows: readonly (readonly (string | null)[])[] }>;
}

/** Lends DuckDB's process on a connection that nobody else has, and that is closed when `use` ends. */
export async function onOneConnection<T>(
  client: DuckDbClient,
  use: (sql: SampleSql) => Promise<T>,
): Promise<T> {
  const session = `sample ${randomUUID()}`;
  try {
    return await use({
      run: (sql, signal) => client.run(sql, signal, { session }),
      rows: (sql, signal) => client.rows(sql, signal, { session }),
    });
  } finally {
    await client.endSession(session);
  }
}

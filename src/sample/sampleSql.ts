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

/** DuckDB's process, on a connection that nobody else has. */
export function onOneConnection(client: DuckDbClient): SampleSql {
  const context = { session: 'sample' };
  return {
    run: (sql, signal) => client.run(sql, signal, context),
    rows: (sql, signal) => client.rows(sql, signal, context),
  };
}

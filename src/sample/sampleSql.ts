/** The part of DuckDB that the sample needs: one connection, on which tables can be made. */
export interface SampleSql {
  run(sql: string, signal: AbortSignal): Promise<void>;
  /** Values as text. */
  rows(
    sql: string,
    signal: AbortSignal,
  ): Promise<{ readonly rows: readonly (readonly (string | null)[])[] }>;
}

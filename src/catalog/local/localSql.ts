/** The part of DuckDB that the local catalog needs: a few rows, as text. */
export interface LocalSql {
  rows(sql: string, signal: AbortSignal): Promise<LocalRows>;
}

export interface LocalRows {
  readonly rows: readonly (readonly (string | null)[])[];
}

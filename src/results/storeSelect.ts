import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import type { ResultStore } from './resultStore.js';
import type { StoredResult } from './storedResult.js';

/** The rows of a `SELECT` in DuckDB's SQL as a result of no notebook: who asked for it removes it. */
export async function storeSelect(
  { results, duckdb }: { readonly results: ResultStore; readonly duckdb: DuckDbClient },
  sql: string,
  signal: AbortSignal,
): Promise<StoredResult> {
  const file = await results.newFile();
  const { columns, rows } = await duckdb.store({ sql, file }, () => undefined, signal);
  const labelled = columns.map(({ name, type }) => ({ name, type, stored: name }));
  return results.add({ kind: 'relation', file, columns: labelled, rows }, signal);
}

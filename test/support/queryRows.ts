import type { DuckDbClient } from '../../src/duckdb/duckDbClient.js';
import type { QueryResult } from '../../src/query/queryEngine.js';
import type { ResultStore } from '../../src/results/resultStore.js';
import type { StoredResult } from '../../src/results/storedResult.js';

/** What results are made with: DuckDB, and the store in whose folder they lie. */
export interface Stores {
  readonly duckdb: DuckDbClient;
  readonly results: ResultStore;
}

/** The rows of a query as DuckDB hands them over. `names` stand in for the columns' own, from the first on. */
export async function queryRows(
  { duckdb, results }: Stores,
  sql: string,
  names: readonly string[] = [],
): Promise<Extract<QueryResult, { kind: 'relation' }>> {
  const { signal } = new AbortController();
  const file = await results.newFile();
  const stored = await duckdb.store({ sql, file }, () => undefined, signal);
  const columns = stored.columns.map(({ name, type }, i) => ({
    name: names[i] ?? name,
    type,
    stored: name,
  }));
  return { kind: 'relation', file, columns, rows: stored.rows };
}

/** The rows of a query as a result of the store. */
export async function storeRows(
  stores: Stores,
  sql: string,
  names: readonly string[] = [],
): Promise<StoredResult> {
  const rows = await queryRows(stores, sql, names);
  return stores.results.add(rows, new AbortController().signal);
}

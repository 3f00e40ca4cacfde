import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import { quoteText } from '../util/quote.js';

/** Which of these texts DuckDB reads as a value of the type, in their order. */
export async function areOfType(
  duckdb: DuckDbClient,
  storedType: string,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<readonly boolean[]> {
  if (texts.length === 0) return [];
  const casts = texts.map((text) => `TRY_CAST(${quoteText(text)} AS ${storedType}) IS NOT NULL`);
  const { rows } = await duckdb.rows(`SELECT ${casts.join(', ')}`, signal);
  return (rows[0] ?? []).map((value) => value === 'true');
}

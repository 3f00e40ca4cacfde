import { quoteName } from '../../util/quote.js';
import type { StoredResult } from '../storedResult.js';
import { isFloat } from './commonForm.js';
import type { CompareServices } from './compareResults.js';
import { type ColumnPair, matchColumns, type Side } from './matchColumns.js';

/** An estimate of distinct values may be this much below the rows of a column that has no value twice. */
const leastOfRows = 0.8;

/** So many are looked at exactly. */
const mostCandidates = 8;

/**
 * Names of columns that have another value in every row of both results, as `matchColumns` has them; the one
 * that is most likely the key first. A quick look finds candidates, of which the likely ones are counted.
 */
export async function uniqueColumns(
  services: CompareServices,
  [left, right]: readonly [StoredResult, StoredResult],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { shared } = matchColumns(left, right);
  const sides = [
    ['left', left],
    ['right', right],
  ] as const;
  // What is measured is rarely what a row is known by.
  const likely = shared.filter((pair) => sides.every(([side]) => !isFloat(pair[side].storedType)));
  let candidates: readonly ColumnPair[] = likely.toSorted((a, b) => rank(a.name) - rank(b.name));
  for (const [side, result] of sides) {
    const found = await distinct(services, { side, result, pairs: candidates }, estimated, signal);
    candidates = candidates.filter((_, i) => (found[i] ?? 0) >= leastOfRows * result.rows);
  }
  candidates = candidates.slice(0, mostCandidates);
  for (const [side, result] of sides) {
    const found = await distinct(services, { side, result, pairs: candidates }, exact, signal);
    candidates = candidates.filter((_, i) => found[i] === result.rows);
  }
  return candidates.map(({ name }) => name);
}

const estimated = (column: string): string => `approx_count_distinct(${column})`;
const exact = (column: string): string => `count(DISTINCT ${column})`;

/** How many values columns of one side have, NULL not among them. */
async function distinct(
  { duckdb, results }: CompareServices,
  of: { readonly side: Side; readonly result: StoredResult; readonly pairs: readonly ColumnPair[] },
  count: (column: string) => string,
  signal: AbortSignal,
): Promise<readonly number[]> {
  if (of.pairs.length === 0) return [];
  const counts = of.pairs.map((pair) => count(quoteName(pair[of.side].stored)));
  const { rows } = await results.read(of.result, ({ before, table }) =>
    duckdb.rows({ before, sql: `SELECT ${counts.join(', ')} FROM ${table}` }, signal),
  );
  return (rows[0] ?? []).map(Number);
}

function rank(name: string): number {
  if (/^(id|key)$/i.test(name)) return 0;
  if (/(_id|Id|ID|_key|Key|uuid|guid)$/.test(name)) return 1;
  return /(name|code|number|_no|date|day|time|_at)$/i.test(name) ? 2 : 3;
}

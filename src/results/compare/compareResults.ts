import type { DuckDbClient } from '../../duckdb/duckDbClient.js';
import type { OpenTable } from '../resultFiles.js';
import type { ResultStore } from '../resultStore.js';
import type { StoredResult } from '../storedResult.js';
import { keyedDifference, repeatedKeys, type Tolerance, wholeDifference } from './differenceSql.js';
import { type ColumnPair, matchColumns, type Mismatch } from './matchColumns.js';

/** What is different between two results. */
export interface Comparison {
  readonly counts: {
    /** Rows that only one of the two has. */
    readonly left: number;
    readonly right: number;
    /** Rows of one key whose other columns differ; none where whole rows are compared. */
    readonly changed: number;
    readonly same: number;
  };
  /** What was not compared, or compared over two types. */
  readonly mismatches: readonly Mismatch[];
  /** Rows whose key another row of that side has too, without the first of each. */
  readonly repeated: { readonly left: number; readonly right: number };
  /**
   * The rows that differ, as a result of its own: `difference` (`left`, `right` or `changed`), with a key
   * `changed` (the names of the columns that differ, as JSON), the key, and each other column of both sides;
   * without a key `times`, how often the row is more on that side, and the columns.
   */
  readonly differences: StoredResult;
  /** Which columns of `differences` belong together, with the number of rows in which they differ. Empty without a key. */
  readonly pairs: readonly {
    readonly name: string;
    readonly left: number;
    readonly right: number;
    readonly changes: number;
  }[];
}

export interface CompareOptions {
  /** Names of the columns by which rows belong together. Without one whole rows are compared, each as often as it occurs. */
  readonly key: readonly string[];
  /** Names of columns that are not compared. */
  readonly ignored?: readonly string[];
  /** For columns of which one side at least is `FLOAT` or `DOUBLE`, other than the key. Only with a key. */
  readonly tolerance?: Tolerance;
}

export interface CompareServices {
  readonly duckdb: DuckDbClient;
  readonly results: ResultStore;
}

/**
 * Compares all rows of two results, in DuckDB. `onProgress` hears from 0 to 1 where DuckDB knows. Throws
 * `RangeError` where a key is no column of both, they share none, or a tolerance has no key or is no number.
 */
export async function compareResults(
  { duckdb, results }: CompareServices,
  [left, right]: readonly [StoredResult, StoredResult],
  { key, ignored = [], tolerance }: CompareOptions,
  signal: AbortSignal,
  onProgress: (done: number | undefined) => void = () => undefined,
): Promise<Comparison> {
  const { shared, mismatches } = matchColumns(left, right);
  const keys = key.map((name) => find(shared, name));
  const skipped = new Set(ignored.map((name) => find(shared, name)));
  const rest = shared.filter((pair) => !keys.includes(pair) && !skipped.has(pair));
  checkTolerance(tolerance, key);
  if (keys.length + rest.length === 0) throw new RangeError('the results have no column in common');
  const both = <R>(use: (l: OpenTable, r: OpenTable) => Promise<R>): Promise<R> =>
    results.read(left, (l) => results.read(right, (r) => use(l, r)));

  const repeated = await both(async (l, r) => {
    if (keys.length === 0) return { left: 0, right: 0 };
    const counts = [repeatedKeys(keys, 'left', l.table), repeatedKeys(keys, 'right', r.table)];
    const sql = `SELECT (${counts.join('), (')})`;
    const { rows } = await duckdb.rows({ before: `${l.before}; ${r.before}`, sql }, signal);
    return { left: Number(rows[0]?.[0]), right: Number(rows[0]?.[1]) };
  });
  const isRepeated = repeated.left + repeated.right > 0;
  const names = keys.length === 0 ? namesOfWhole(rest) : namesOfKeyed(keys, rest);
  const differences = await both(async (l, r) => {
    const tables = { left: l.table, right: r.table };
    const sql =
      keys.length === 0
        ? wholeDifference(rest, tables)
        : keyedDifference({ keys, rest, tolerance }, tables, isRepeated);
    const file = await results.newFile();
    const before = `${l.before}; ${r.before}`;
    const { columns, rows } = await duckdb.store({ before, sql, file }, onProgress, signal);
    const named = columns.map(({ name, type }, i) => ({
      name: names[i] ?? name,
      type,
      stored: name,
    }));
    return results.add({ kind: 'relation', file, columns: named, rows }, signal);
  });
  const found = await countKinds({ duckdb, results }, differences, keys.length > 0, signal);
  const changes = await countChanges({ duckdb, results }, differences, keys.length > 0, signal);
  const pairs = rest.map(({ name }, i) => {
    const at = 2 + keys.length + 2 * i;
    return { name, left: at, right: at + 1, changes: changes.get(name) ?? 0 };
  });
  return {
    counts: { ...found, same: left.rows - found.left - found.changed },
    mismatches,
    repeated,
    differences,
    pairs: keys.length === 0 ? [] : pairs,
  };
}

/** Upper and lower case matter only where they tell two columns apart. */
function find(shared: readonly ColumnPair[], name: string): ColumnPair {
  const pair =
    shared.find((candidate) => candidate.name === name) ??
    shared.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  if (pair === undefined) throw new RangeError(`${name} is no column of both results`);
  return pair;
}

function checkTolerance(tolerance: Tolerance | undefined, key: readonly string[]): void {
  if (tolerance === undefined) return;
  if (key.length === 0) throw new RangeError('a tolerance needs a key');
  const { absolute, relative } = tolerance;
  const isSize = (value: number): boolean => Number.isFinite(value) && value >= 0;
  if (!isSize(absolute) || !isSize(relative)) throw new RangeError('a tolerance is 0 or more');
}

function namesOfKeyed(keys: readonly ColumnPair[], rest: readonly ColumnPair[]): readonly string[] {
  return [
    'difference',
    'changed',
    ...keys.map(({ name }) => name),
    ...rest.flatMap(({ name }) => [`${name} (left)`, `${name} (right)`]),
  ];
}

function namesOfWhole(shared: readonly ColumnPair[]): readonly string[] {
  return ['difference', 'times', ...shared.map(({ name }) => name)];
}

async function countKinds(
  { duckdb, results }: CompareServices,
  differences: StoredResult,
  isKeyed: boolean,
  signal: AbortSignal,
): Promise<Omit<Comparison['counts'], 'same'>> {
  const { rows } = await results.read(differences, ({ before, table }) => {
    const count = isKeyed ? 'count(*)' : 'sum(d1)::BIGINT';
    const sql = `SELECT d0, ${count} FROM ${table} GROUP BY d0`;
    return duckdb.rows({ before, sql }, signal);
  });
  const of = (kind: string): number => Number(rows.find(([name]) => name === kind)?.[1] ?? 0);
  return { left: of('left'), right: of('right'), changed: of('changed') };
}

/** In how many rows each column differs. */
async function countChanges(
  { duckdb, results }: CompareServices,
  differences: StoredResult,
  isKeyed: boolean,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  if (!isKeyed) return new Map();
  const { rows } = await results.read(differences, ({ before, table }) => {
    const names = `SELECT unnest(from_json(d1, '["VARCHAR"]')) AS name FROM ${table} WHERE d1 IS NOT NULL`;
    return duckdb.rows(
      { before, sql: `SELECT name, count(*) FROM (${names}) GROUP BY name` },
      signal,
    );
  });
  return new Map(rows.map(([name, count]) => [name ?? '', Number(count)]));
}

import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import { quoteName, quoteText } from '../util/quote.js';
import { isExactNumber } from './duckDbTypes.js';
import type { OpenTable } from './resultFiles.js';
import type { ResultStore } from './resultStore.js';
import type { StoredColumn, StoredResult } from './storedResult.js';

/** What is different between two results. Columns are matched by name, without regard to case. */
export interface Comparison {
  readonly counts: {
    /** Rows that only one of the two has. */
    readonly left: number;
    readonly right: number;
    /** Rows of one key whose other columns differ; none where whole rows are compared. */
    readonly changed: number;
    readonly same: number;
  };
  /** Columns that only one of the two has, or whose type differs: `left` and `right` are the types. */
  readonly columns: readonly {
    readonly name: string;
    readonly left?: string;
    readonly right?: string;
  }[];
  /**
   * The rows that differ, as a result of its own: `difference` (`left`, `right` or `changed`), with a key
   * `changed` (the names of the columns that differ), the key, and each other column of both sides; without
   * a key `times`, how often the row is more on that side, and the columns.
   */
  readonly differences: StoredResult;
}

export interface CompareOptions {
  /** Names of the columns by which rows belong together. Without one whole rows are compared, each as often as it occurs. */
  readonly key: readonly string[];
}

interface Pair {
  readonly left: StoredColumn;
  readonly right: StoredColumn;
}

/** Compares all rows of two results. Throws `RangeError` where a key is no column of both, or they share none. */
export async function compareResults(
  { duckdb, results }: { readonly duckdb: DuckDbClient; readonly results: ResultStore },
  [left, right]: readonly [StoredResult, StoredResult],
  { key }: CompareOptions,
  signal: AbortSignal,
): Promise<Comparison> {
  const { shared, columns } = matchColumns(left, right);
  const keys = key.map((name) => {
    const pair = shared.find((candidate) => isSame(candidate.left.name, name));
    if (pair === undefined) throw new RangeError(`${name} is no column of both results`);
    return pair;
  });
  if (shared.length === 0) throw new RangeError('the results have no column in common');
  const rest = shared.filter((pair) => !keys.includes(pair));
  const write = async (l: OpenTable, r: OpenTable): Promise<StoredResult> => {
    const sql =
      keys.length === 0
        ? wholeRows(shared, l.table, r.table)
        : keyedRows(keys, rest, l.table, r.table);
    const file = await results.newFile();
    const before = `${l.before}; ${r.before}`;
    const stored = await duckdb.store({ before, sql, file }, () => undefined, signal);
    const names = keys.length === 0 ? namesOfWhole(shared) : namesOfKeyed(keys, rest);
    const named = stored.columns.map(({ name, type }, i) => ({
      name: names[i] ?? name,
      type,
      stored: name,
    }));
    const relation = { kind: 'relation', file, columns: named, rows: stored.rows } as const;
    return results.add(relation, signal);
  };
  const differences = await results.read(left, (l) => results.read(right, (r) => write(l, r)));
  const found = await countKinds({ duckdb, results }, differences, keys.length > 0, signal);
  const same = left.rows - found.left - found.changed;
  return { counts: { ...found, same }, columns, differences };
}

function matchColumns(
  left: StoredResult,
  right: StoredResult,
): { readonly shared: readonly Pair[]; readonly columns: Comparison['columns'] } {
  const taken = new Set<StoredColumn>();
  const shared: Pair[] = [];
  const columns: Comparison['columns'][number][] = [];
  for (const column of left.columns) {
    const other = right.columns.find(
      (candidate) => !taken.has(candidate) && isSame(candidate.name, column.name),
    );
    if (other === undefined) {
      columns.push({ name: column.name, left: column.type });
      continue;
    }
    taken.add(other);
    shared.push({ left: column, right: other });
    if (column.type !== other.type) {
      columns.push({ name: column.name, left: column.type, right: other.type });
    }
  }
  for (const column of right.columns) {
    if (!taken.has(column)) columns.push({ name: column.name, right: column.type });
  }
  return { shared, columns };
}

/** Rows by their key; of several with one key the first belongs to the first, and so on. */
function keyedRows(
  keys: readonly Pair[],
  rest: readonly Pair[],
  left: string,
  right: string,
): string {
  const side = (table: string, which: 'left' | 'right'): string => {
    const key = keys.map((pair, i) => `${comparable(pair, which)} AS k${i}`);
    const by = keys.map((pair) => comparable(pair, which)).join(', ');
    const values = rest.map((pair, i) => `${quoteName(pair[which].stored)} AS v${i}`);
    const compared = rest.map((pair, i) => `${comparable(pair, which)} AS c${i}`);
    const nth = `row_number() OVER (PARTITION BY ${by} ORDER BY rowid) AS nth`;
    const all = [...key, ...values, ...compared, nth, 'true AS here'].join(', ');
    return `(SELECT ${all} FROM ${table})`;
  };
  const on = keys.map((_, i) => `l.k${i} IS NOT DISTINCT FROM r.k${i}`);
  const changed = rest.map(
    ({ left: { name } }, i) =>
      `CASE WHEN l.c${i} IS DISTINCT FROM r.c${i} THEN ${quoteText(name)} END`,
  );
  const list = `list_filter([${changed.join(', ')}]::VARCHAR[], lambda name: name IS NOT NULL)`;
  return `WITH both_sides AS (
    SELECT l.here AS in_left, r.here AS in_right,
      ${keys.map((_, i) => `CASE WHEN l.here THEN l.k${i} ELSE r.k${i} END AS k${i}`).join(', ')}
      ${rest.map((_, i) => `, l.v${i} AS l${i}, r.v${i} AS r${i}`).join('')},
      CASE WHEN l.here AND r.here THEN ${list} ELSE [] END AS changed
    FROM ${side(left, 'left')} AS l FULL JOIN ${side(right, 'right')} AS r
      ON ${on.join(' AND ')} AND l.nth = r.nth)
  SELECT CASE WHEN in_right IS NULL THEN 'left' WHEN in_left IS NULL THEN 'right' ELSE 'changed' END AS difference,
    changed, ${keys.map((_, i) => `k${i}`).join(', ')}${rest.map((_, i) => `, l${i}, r${i}`).join('')}
  FROM both_sides WHERE in_left IS NULL OR in_right IS NULL OR len(changed) > 0
  ORDER BY ${keys.map((_, i) => `k${i} NULLS LAST`).join(', ')}, difference`;
}

/** Whole rows, each as often as it occurs. */
function wholeRows(shared: readonly Pair[], left: string, right: string): string {
  const side = (table: string, which: 'left' | 'right', sign: number): string =>
    `SELECT ${shared.map((pair, i) => `${comparable(pair, which)} AS c${i}`).join(', ')}, ${sign} AS side FROM ${table}`;
  const columns = shared.map((_, i) => `c${i}`).join(', ');
  return `SELECT CASE WHEN sum(side) > 0 THEN 'left' ELSE 'right' END AS difference,
      abs(sum(side))::BIGINT AS times, ${columns}
    FROM (${side(left, 'left', 1)} UNION ALL ${side(right, 'right', -1)})
    GROUP BY ${columns} HAVING sum(side) <> 0 ORDER BY ${columns}, difference`;
}

/** A value so that equal ones are equal on both sides: itself where the types agree, else its text. */
function comparable({ left, right }: Pair, which: 'left' | 'right'): string {
  const name = quoteName({ left, right }[which].stored);
  const agree =
    left.storedType === right.storedType ||
    (isExactNumber(left.storedType) && isExactNumber(right.storedType));
  return agree ? name : `CAST(${name} AS VARCHAR)`;
}

function namesOfKeyed(keys: readonly Pair[], rest: readonly Pair[]): readonly string[] {
  return [
    'difference',
    'changed',
    ...keys.map(({ left }) => left.name),
    ...rest.flatMap(({ left: { name } }) => [`${name} (left)`, `${name} (right)`]),
  ];
}

function namesOfWhole(shared: readonly Pair[]): readonly string[] {
  return ['difference', 'times', ...shared.map(({ left }) => left.name)];
}

async function countKinds(
  { duckdb, results }: { readonly duckdb: DuckDbClient; readonly results: ResultStore },
  differences: StoredResult,
  isKeyed: boolean,
  signal: AbortSignal,
): Promise<Omit<Comparison['counts'], 'same'>> {
  const { rows } = await results.read(differences, ({ before, table }) => {
    const count = isKeyed ? 'count(*)' : 'sum(times)::BIGINT';
    const sql = `SELECT difference, ${count} FROM ${table} GROUP BY difference`;
    return duckdb.rows({ before, sql }, signal);
  });
  const of = (kind: string): number => Number(rows.find(([name]) => name === kind)?.[1] ?? 0);
  return { left: of('left'), right: of('right'), changed: of('changed') };
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import { quoteName } from '../util/quote.js';
import { isNumber, isTime } from './duckDbTypes.js';
import type { ResultStore } from './resultStore.js';
import { comparedBy, type StoredColumn, type StoredResult } from './storedResult.js';
import { type View, wholeView } from './view.js';
import { whereOf } from './viewSql.js';

/** What the values of one column are like, over all rows of a view. Values are in DuckDB's own text. */
export interface ColumnStatistics {
  readonly rows: number;
  readonly nulls: number;
  /** Of values that are not NULL. */
  readonly distinct: number;
  /** Missing where all is NULL, or the type has no order. */
  readonly range?: { readonly min: string; readonly max: string };
  /** Values of the column, of numbers and times; `at` from 0 to 1. */
  readonly quantiles: readonly { readonly at: number; readonly value: string }[];
  /** Of finite numbers and of times, in bins of one width from the least to the greatest; `from` and `to` are about right. */
  readonly histogram: readonly Bin[];
  /** The values that occur most, the first first. `null` is NULL. */
  readonly top: readonly { readonly value: string | null; readonly count: number }[];
}

export interface Bin {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

const bins = 20;
const mostTop = 20;
/** Of longer values the beginning is enough to know them by. */
const mostTopCharacters = 200;
const quantiles = [0.01, 0.25, 0.5, 0.75, 0.99];

/** Throws where there is no such column. */
export async function columnStatistics(
  { duckdb, results }: { readonly duckdb: DuckDbClient; readonly results: ResultStore },
  result: StoredResult,
  { column: at, view = wholeView }: { readonly column: number; readonly view?: View },
  signal: AbortSignal,
): Promise<ColumnStatistics> {
  const column = result.columns[at];
  if (column === undefined) throw new RangeError(`there is no column ${at}`);
  return results.read(result, async ({ before, table }) => {
    const from = `FROM ${table} ${whereOf(view, result.columns)}`;
    const query = async (sql: string) => (await duckdb.rows({ before, sql }, signal)).rows;
    const summary = await query(summarySql(column, from));
    const [rows, values, min, max, ...marks] = summary[0] ?? [];
    const top = await query(topSql(column, from));
    const histogram = hasScale(column) ? await query(histogramSql(column, from)) : [];
    return {
      rows: Number(rows),
      nulls: Number(rows) - Number(values),
      distinct: Number(top[0]?.[2] ?? 0),
      ...(min == null || max == null ? {} : { range: { min, max } }),
      quantiles: quantiles.flatMap((mark, i) => {
        const value = marks[i];
        return value == null ? [] : [{ at: mark, value }];
      }),
      histogram: histogram.map(([low, high, count]) => ({
        from: low ?? '',
        to: high ?? '',
        count: Number(count),
      })),
      top: top.map(([value, count]) => ({ value: value ?? null, count: Number(count) })),
    };
  });
}

function summarySql(column: StoredColumn, from: string): string {
  const name = quoteName(column.stored);
  const by = quoteName(comparedBy(column).stored);
  const text = (value: string): string => `CAST(${value} AS VARCHAR)`;
  const isKeyed = column.key !== undefined;
  // A text beside a key is the value as the engine wrote it.
  const end = (mark: 'min' | 'max'): string =>
    text(isKeyed ? `arg_${mark}(${name}, ${by})` : `${mark}(${name})`);
  const summary = ['count(*)', `count(${name})`, end('min'), end('max')];
  if (!hasScale(column)) return `SELECT ${summary.join(', ')} ${from}`;
  // All quantiles of one list: each of its own would hold all values once more.
  const value = isKeyed ? `struct_pack(k := ${by}, v := ${name})` : name;
  const list = `quantile_disc(${value}, [${quantiles.join(', ')}]) FILTER (WHERE ${by} IS NOT NULL) AS marks`;
  const marks = quantiles.map((_mark, index) =>
    text(isKeyed ? `struct_extract(marks[${index + 1}], 'v')` : `marks[${index + 1}]`),
  );
  return `SELECT * EXCLUDE (marks), ${marks.join(', ')} FROM (SELECT ${[...summary, list].join(', ')} ${from})`;
}

/** Each with its number, and beside them how many values there are. Equal values are found once for both. */
function topSql(column: StoredColumn, from: string): string {
  const name = quoteName(column.stored);
  return `WITH groups AS MATERIALIZED (SELECT ${name} AS value, count(*) AS n ${from} GROUP BY ${name}),
    best AS (SELECT value, n FROM groups ORDER BY n DESC, value LIMIT ${mostTop})
    SELECT left(CAST(value AS VARCHAR), ${mostTopCharacters}), n, (SELECT count(value) FROM groups)
    FROM best ORDER BY n DESC, value`;
}

/** Bins by a number of each value: itself, or for times the microseconds since 1970. */
function histogramSql(column: StoredColumn, from: string): string {
  const { stored, type } = comparedBy(column);
  const name = quoteName(stored);
  const scale = isTime(type) ? `epoch_us(${name})` : name;
  const edge = (bin: string): string => {
    const value = `low + (high - low) * ${bin} / ${bins}`;
    return isTime(type) ? `make_timestamp(CAST(${value} AS BIGINT))` : value;
  };
  return `WITH scaled AS (SELECT CAST(${scale} AS DOUBLE) AS x ${from}),
    finite AS (SELECT x FROM scaled WHERE isfinite(x)),
    ends AS (SELECT min(x) AS low, max(x) AS high FROM finite),
    counted AS (
      SELECT least(CAST(floor((x - low) / nullif(high - low, 0) * ${bins}) AS INTEGER), ${bins - 1}) AS bin,
        count(*) AS n
      FROM finite, ends GROUP BY bin)
    SELECT ${edge('coalesce(bin, 0)')}, ${edge(`coalesce(bin + 1, 0)`)}, n
    FROM counted, ends ORDER BY bin`;
}

function hasScale(column: StoredColumn): boolean {
  const { type } = comparedBy(column);
  return isNumber(type) || isTime(type);
}

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
  /** Of values that are not NULL; counted exactly up to `mostCounted` rows, else about right. */
  readonly distinct: { readonly count: number; readonly isExact: boolean };
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

/** Of more rows the distinct values are estimated. */
const mostCounted = 2_000_000;
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
    const isExact = result.rows <= mostCounted;
    const summary = await query(summarySql(column, from, isExact));
    const [rows, values, distinct, min, max, ...marks] = summary[0] ?? [];
    const top = await query(topSql(column, from));
    const histogram = hasScale(column) ? await query(histogramSql(column, from)) : [];
    return {
      rows: Number(rows),
      nulls: Number(rows) - Number(values),
      distinct: { count: Number(distinct), isExact },
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

function summarySql(column: StoredColumn, from: string, isExact: boolean): string {
  const name = quoteName(column.stored);
  const by = quoteName(comparedBy(column).stored);
  const text = (value: string): string => `CAST(${value} AS VARCHAR)`;
  const isKeyed = column.key !== undefined;
  // A text beside a key is the value as the engine wrote it.
  const end = (mark: 'min' | 'max'): string =>
    isKeyed ? `arg_${mark}(${name}, ${by})` : `${mark}(${name})`;
  const pair = isKeyed ? `struct_pack(k := ${by}, v := ${name})` : `struct_pack(v := ${name})`;
  const marks = hasScale(column)
    ? quantiles.map((mark) =>
        text(
          `struct_extract(quantile_disc(${pair}, ${mark}) FILTER (WHERE ${by} IS NOT NULL), 'v')`,
        ),
      )
    : [];
  return `SELECT ${[
    'count(*)',
    `count(${name})`,
    isExact ? `count(DISTINCT ${name})` : `approx_count_distinct(${name})`,
    text(end('min')),
    text(end('max')),
    ...marks,
  ].join(', ')} ${from}`;
}

function topSql(column: StoredColumn, from: string): string {
  const value = `left(CAST(${quoteName(column.stored)} AS VARCHAR), ${mostTopCharacters})`;
  return `SELECT value, count(*) AS n FROM (SELECT ${value} AS value ${from})
          GROUP BY value ORDER BY n DESC, value LIMIT ${mostTop}`;
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

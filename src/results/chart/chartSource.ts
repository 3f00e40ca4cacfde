import type { DuckDbRow } from '../../duckdb/duckDbApi.js';
import { quoteName, quoteText } from '../../util/quote.js';
import { isNumber } from '../duckDbTypes.js';
import { comparedBy, type StoredColumn } from '../storedResult.js';
import type { View } from '../view.js';
import { orderOf, whereOf } from '../viewSql.js';
import type { Chart } from './chart.js';
import type { ChartLimits, ChartNote, ChartSeries } from './chartPoints.js';
import { type ColumnScale, scaleOf } from './chartColumns.js';

export type Query = (sql: string) => Promise<readonly DuckDbRow[]>;

/** The rows that a chart is made of, and what is known of them before they are drawn. */
export interface ChartSource {
  readonly chart: Chart;
  readonly x: StoredColumn;
  readonly scale: ColumnScale;
  /**
   * A query of `id` and `place` of the row, `x`, its position `p` (a double, NULL where it has none), the value
   * `s` of the series, and the measures `y0`, `y1` and so on without NaN and infinities. Series that are not
   * drawn are left out.
   */
  readonly sql: string;
  readonly rows: number;
  readonly series: readonly ChartSeries[];
  /** Which series a row of the query belongs to, by its measure and its `s`. */
  readonly seriesOf: (measure: number, value: string | null) => number;
  readonly notes: readonly ChartNote[];
  /** How places on a discrete axis are ordered, if the rows' order was asked for. */
  readonly isByRows: boolean;
}

/** Longer texts are known by their beginning. */
export const mostCharacters = 200;

/** What JavaScript holds as a time, in milliseconds. */
const mostTime = 8.64e15;

export async function chartSource(
  query: Query,
  {
    table,
    chart,
    view,
    columns,
  }: {
    readonly table: string;
    readonly chart: Chart;
    readonly view: View;
    readonly columns: readonly StoredColumn[];
  },
  limits: ChartLimits,
): Promise<ChartSource> {
  const column = (at: number): StoredColumn => {
    const found = columns[at];
    if (found === undefined) throw new RangeError(`there is no column ${at}`);
    // What only text holds exactly is drawn by what it compares by.
    const { stored, type } = comparedBy(found);
    return { ...found, stored, storedType: type };
  };
  const x = column(chart.x);
  const scale = scaleOf(x);
  const measures = chart.y.map(column);
  const from = `FROM ${table} ${whereOf(view, columns)}`;
  const split = chart.series === undefined ? undefined : textOf(column(chart.series));
  const found = split === undefined ? undefined : await seriesValues(query, split, from, limits);
  // Beside a series there is one measure at most.
  const series: readonly ChartSeries[] =
    found?.values.map((value) => ({ ...only(chart.y[0]), value })) ??
    (chart.y.length === 0 ? [{}] : chart.y.map((at) => ({ column: at })));
  const isByRows = chart.sort === 'rows' || (chart.sort === undefined && view.sort.length > 0);
  const order = orderOf(view.sort, columns);
  const isDiscrete = scale === 'discrete' || chart.kind === 'bar';
  const isInOrder = isDiscrete && isByRows && view.sort.length > 0;
  const fields = [
    'rowid AS id',
    `${isInOrder ? `row_number() OVER (${order})` : 'rowid'} AS place`,
    `${alongOf(x, chart)} AS x`,
    `${positionOf(x, alongOf(x, chart))} AS p`,
    `${split ?? 'NULL'} AS s`,
    ...measures.map((measure, at) => `${measureOf(measure, chart)} AS y${at}`),
  ];
  const kept = found?.isWhole === false ? `WHERE ${isOneOf('s', found.values)}` : '';
  const [counts = []] = await query(countsSql(x, measures, chart, from));
  return {
    chart,
    x,
    scale,
    sql: `SELECT * FROM (SELECT ${fields.join(', ')} ${from}) ${kept}`,
    rows: Number(counts[0]),
    series,
    seriesOf: (measure, value) =>
      found === undefined ? measure : found.values.findIndex((one) => one === value),
    notes: [
      ...(found?.isWhole === false
        ? [{ kind: 'series' as const, counts: [found.values.length, found.count] }]
        : []),
      ...lost(counts.map(Number), isDiscrete),
    ],
    isByRows,
  };
}

function only(column: number | undefined): { readonly column?: number } {
  return column === undefined ? {} : { column };
}

/** The values that tell series apart: those of the most rows. */
async function seriesValues(
  query: Query,
  split: string,
  from: string,
  { series }: ChartLimits,
): Promise<{ values: readonly (string | null)[]; isWhole: boolean; count: number }> {
  const rows = await query(
    `SELECT s, count(*) OVER () FROM (SELECT s, count(*) AS n FROM (SELECT ${split} AS s ${from}) GROUP BY s)
     ORDER BY n DESC, s NULLS LAST LIMIT ${series}`,
  );
  const count = Number(rows[0]?.[1] ?? 0);
  const values = rows.map(([value = null]) => value).sort(byText);
  return { values, isWhole: count <= values.length, count };
}

/** NULL is the last. */
function byText(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : Number(a > b);
}

function isOneOf(name: string, values: readonly (string | null)[]): string {
  const texts = values.flatMap((value) => (value === null ? [] : [quoteText(value)]));
  const isText = texts.length === 0 ? 'false' : `${name} IN (${texts.join(', ')})`;
  return values.includes(null) ? `(${name} IS NULL OR ${isText})` : isText;
}

/** How many rows there are, have no `x`, have one that no axis has, and the same of each measure. */
function countsSql(
  x: StoredColumn,
  measures: readonly StoredColumn[],
  chart: Chart,
  from: string,
): string {
  const count = (condition: string): string => `count(*) FILTER (${condition})`;
  const name = quoteName(x.stored);
  const noPosition = `${name} IS NOT NULL AND ${positionOf(x, alongOf(x, chart))} IS NULL`;
  const none = measures.map(({ stored }) => count(`${quoteName(stored)} IS NULL`));
  const unscaled = measures.map((measure) =>
    count(`${quoteName(measure.stored)} IS NOT NULL AND ${measureOf(measure, chart)} IS NULL`),
  );
  const sum = (counts: readonly string[]): string => ['0', ...counts].join(' + ');
  return `SELECT count(*), ${count(`${name} IS NULL`)},
    ${scaleOf(x) === 'discrete' ? '0' : count(noPosition)}, ${sum(none)}, ${sum(unscaled)} ${from}`;
}

function lost(
  [, noX = 0, noPosition = 0, noY = 0, unscaled = 0]: readonly number[],
  isDiscrete: boolean,
): readonly ChartNote[] {
  const notes: readonly ChartNote[] = [
    { kind: 'noX', counts: [isDiscrete ? 0 : noX] },
    { kind: 'noY', counts: [noY] },
    { kind: 'unscaled', counts: [unscaled + (isDiscrete ? 0 : noPosition)] },
  ];
  return notes.filter(({ counts: [count = 0] }) => count > 0);
}

/** What has the same place along the axis: the value, the beginning of its unit of time, or its text. */
function alongOf(x: StoredColumn, { unit }: Chart): string {
  const name = quoteName(x.stored);
  switch (scaleOf(x)) {
    case 'time':
      // A time beyond what a timestamp holds stays without a position.
      return unit === undefined
        ? name
        : `CASE WHEN isfinite(${timestampOf(x, name)}) THEN date_trunc('${unit}', ${timestampOf(x, name)}) END`;
    case 'number':
      return name;
    case 'discrete':
      return textOf(x);
  }
}

/** A double by which it stands on a scale; NULL for NaN, infinities and what is too far away. */
function positionOf(x: StoredColumn, along: string): string {
  switch (scaleOf(x)) {
    case 'time': {
      const time = timestampOf(x, along);
      const at = `epoch_us(CASE WHEN isfinite(${time}) THEN ${time} END) / 1000.0`;
      return `CASE WHEN abs(${at}) <= ${mostTime} THEN ${at} END`;
    }
    case 'number':
      return finite(`TRY_CAST(${along} AS DOUBLE)`);
    case 'discrete':
      return 'NULL::DOUBLE';
  }
}

function timestampOf({ storedType }: StoredColumn, value: string): string {
  return storedType === 'TIMESTAMP WITH TIME ZONE' ? value : `TRY_CAST(${value} AS TIMESTAMP)`;
}

function finite(value: string): string {
  return `CASE WHEN isfinite(${value}) THEN ${value} END`;
}

/** Exact as long as the type is; counting takes values of any type. */
function measureOf({ stored, storedType }: StoredColumn, { aggregate }: Chart): string {
  const name = quoteName(stored);
  if (aggregate === 'count' || !isNumber(storedType)) return name;
  if (storedType === 'BIGNUM') return finite(`TRY_CAST(${name} AS DOUBLE)`);
  return storedType === 'FLOAT' || storedType === 'DOUBLE' ? finite(name) : name;
}

function textOf({ stored }: StoredColumn): string {
  return `left(CAST(${quoteName(stored)} AS VARCHAR), ${mostCharacters})`;
}

/** What becomes of the measure `name` of the rows that are one point; not of a chart that draws each. */
export function aggregateSql({ aggregate, y }: Chart, name: string): string {
  if (y.length === 0) return 'count(*)';
  return `${aggregate}(${name})`;
}

import { isNumber, isTime } from '../duckDbTypes.js';
import { comparedBy, type StoredColumn } from '../storedResult.js';
import { isNested } from '../text/textFormat.js';
import { type Chart, ChartError, type ChartFault, usualAggregate } from './chart.js';

/** Where a value stands along an axis: on a scale of numbers or times, or in a place of its own. */
export type ColumnScale = 'number' | 'time' | 'discrete';

export function scaleOf(column: StoredColumn): ColumnScale {
  const { type } = comparedBy(column);
  if (isNumber(type)) return 'number';
  return isTime(type) ? 'time' : 'discrete';
}

/** The chart that the types of the columns ask for; nothing where no column can be drawn. */
export function suggestChart(columns: readonly StoredColumn[]): Chart | undefined {
  const places = (scale: ColumnScale): readonly number[] =>
    columns.flatMap((column, at) =>
      scaleOf(column) === scale && (scale !== 'discrete' || isCategory(column)) ? [at] : [],
    );
  const [time] = places('time');
  const numbers = places('number');
  const [category] = places('discrete');
  const [number, other] = numbers;
  // An id that comes first is what rows are about, not what is measured.
  const measure = numbers.find((at) => !isId(columns[at]?.name)) ?? number;
  const of = (kind: Chart['kind'], x: number, y: number | undefined): Chart => ({
    kind,
    x,
    y: y === undefined ? [] : [y],
    aggregate: usualAggregate(kind, y === undefined ? 0 : 1),
  });
  if (time !== undefined && measure !== undefined) return of('line', time, measure);
  if (category !== undefined) return of('bar', category, measure);
  if (number !== undefined && other !== undefined) return of('scatter', number, other);
  if (number !== undefined) return of('histogram', number, undefined);
  return time === undefined ? undefined : of('histogram', time, undefined);
}

function isCategory({ storedType }: StoredColumn): boolean {
  return storedType !== 'BLOB' && !isNested(storedType);
}

function isId(name = ''): boolean {
  return /(^|_)id$/i.test(name) || /[a-z]Id$/.test(name);
}

/** A chart by names as one of this result. Throws `ChartError` where a column is not there or does not fit. */
export function bindChart(
  { x, y, series, ...rest }: Chart<string>,
  columns: readonly StoredColumn[],
): Chart {
  const place = (name: string): number => {
    const at = findColumn(name, columns);
    if (at === undefined) throw new ChartError({ kind: 'no-column', name });
    return at;
  };
  const bound = { ...rest, x: place(x), y: y.map(place) };
  const chart = series === undefined ? bound : { ...bound, series: place(series) };
  const fault = columnFault(chart, columns);
  if (fault !== undefined) throw new ChartError(fault);
  return chart;
}

/** The names by which `bindChart` finds the columns again, in other results of the same query too. */
export function nameChart(
  { x, y, series, ...rest }: Chart,
  columns: readonly StoredColumn[],
): Chart<string> {
  const name = (at: number): string => columns[at]?.stored ?? '';
  const named = { ...rest, x: name(x), y: y.map(name) };
  return series === undefined ? named : { ...named, series: name(series) };
}

/** As it is stored, where names may occur twice; else in upper and lower case, as SQL reads names. */
function findColumn(name: string, columns: readonly StoredColumn[]): number | undefined {
  const lower = name.toLowerCase();
  const ways: readonly ((column: StoredColumn) => boolean)[] = [
    ({ stored }) => stored === name,
    (column) => column.name === name,
    (column) => column.name.toLowerCase() === lower,
  ];
  return ways.map((is) => columns.findIndex(is)).find((at) => at >= 0);
}

/** What is wrong with the columns of a chart, if anything is. */
export function columnFault(
  { kind, x, y, series, aggregate }: Chart,
  columns: readonly StoredColumn[],
): ChartFault | undefined {
  const missing = [x, ...y, series ?? x].find((at) => columns[at] === undefined);
  if (missing !== undefined) return { kind: 'no-column', name: String(missing + 1) };
  // Of many rows at one place only their sum or the like can be drawn.
  const needsScale = kind === 'histogram' || aggregate === 'none';
  const along = columns[x];
  if (needsScale && along !== undefined && scaleOf(along) === 'discrete') {
    return { kind: 'no-scale', name: along.name };
  }
  if (aggregate === 'count') return undefined;
  const wrong = y.flatMap((at) => columns[at] ?? []).find((one) => scaleOf(one) !== 'number');
  return wrong === undefined ? undefined : { kind: 'no-number', name: wrong.name };
}

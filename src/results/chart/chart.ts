/** What a chart shows of a result. `Column` is the place of a column, from 0, or in a text its name. */
export interface Chart<Column = number> {
  readonly kind: ChartKind;
  /** Of a histogram, the values that are counted. */
  readonly x: Column;
  /** What is measured, each for itself. None: the rows are counted. */
  readonly y: readonly Column[];
  /** Whose values tell apart what has the same `x`. Only beside one `y` at most. */
  readonly series?: Column;
  /** What becomes of the values of `y` that have the same `x`; `none` draws each. */
  readonly aggregate: Aggregate;
  /** Times of one unit are the same `x`. */
  readonly unit?: TimeUnit;
  /** The order along a discrete `x`; where it is missing, the chart finds one. */
  readonly sort?: ChartSort;
  /** How many bins a histogram has, at most. */
  readonly bins?: number;
  readonly title?: string;
}

export const chartKinds = ['bar', 'line', 'area', 'scatter', 'histogram'] as const;
export const aggregates = ['none', 'sum', 'avg', 'min', 'max', 'count'] as const;
export const timeUnits = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute'] as const;
/** `rows`: as they are seen; `x`: by the values of `x`; `y`: what is greatest first. */
export const chartSorts = ['rows', 'x', 'y'] as const;

export type ChartKind = (typeof chartKinds)[number];
export type Aggregate = (typeof aggregates)[number];
export type TimeUnit = (typeof timeUnits)[number];
export type ChartSort = (typeof chartSorts)[number];

export const mostBins = 200;
/** More measures in one chart nobody can tell apart. */
export const mostMeasures = 8;

/** What a chart of a kind can make of its values, the usual first. */
export function aggregatesOf(kind: ChartKind): readonly [Aggregate, ...Aggregate[]] {
  switch (kind) {
    case 'bar':
      return ['sum', 'avg', 'min', 'max', 'count'];
    case 'line':
    case 'area':
      return ['sum', 'avg', 'min', 'max', 'count', 'none'];
    case 'scatter':
      return ['none'];
    case 'histogram':
      return ['count'];
  }
}

/** The aggregate of a chart that names none. */
export function usualAggregate(kind: ChartKind, measures: number): Aggregate {
  return measures === 0 ? 'count' : aggregatesOf(kind)[0];
}

/** Why there is no such chart. `name` is what the text or the result calls it. */
export type ChartFault =
  | { readonly kind: 'unreadable' | 'no-kind'; readonly name: string }
  | { readonly kind: 'key'; readonly name: string }
  | { readonly kind: 'value'; readonly name: string; readonly value: string }
  | { readonly kind: 'missing'; readonly name: 'x' | 'y' }
  | { readonly kind: 'measures' }
  | { readonly kind: 'series-of-several' }
  | { readonly kind: 'no-column' | 'no-number' | 'no-scale'; readonly name: string };

/** A chart that can not be drawn: `fault` says why. */
export class ChartError extends Error {
  readonly fault: ChartFault;

  constructor(fault: ChartFault) {
    super(`no such chart: ${JSON.stringify(fault)}`);
    this.name = 'ChartError';
    this.fault = fault;
  }
}

/** What is wrong with the parts of a chart beside each other, whatever its columns are. */
export function faultOf({
  kind,
  y,
  series,
  aggregate,
}: Pick<Chart<unknown>, 'kind' | 'y' | 'series' | 'aggregate'>): ChartFault | undefined {
  if (kind === 'scatter' && y.length === 0) return { kind: 'missing', name: 'y' };
  if (y.length > mostMeasures) return { kind: 'measures' };
  if (y.length > 1 && series !== undefined) return { kind: 'series-of-several' };
  const isCount = y.length === 0 && aggregate !== 'count';
  if (isCount || !aggregatesOf(kind).includes(aggregate)) {
    return { kind: 'value', name: 'aggregate', value: aggregate };
  }
  return undefined;
}

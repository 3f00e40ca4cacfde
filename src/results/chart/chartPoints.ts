import type { ColumnScale } from './chartColumns.js';

/** What a chart draws: few points, whatever the number of rows, and what was done to get there. */
export interface ChartData {
  readonly scale: ColumnScale;
  /** Of the view. */
  readonly rows: number;
  readonly points: readonly ChartPoint[];
  readonly series: readonly ChartSeries[];
  /** Whether each point is of one row alone: nothing was aggregated. */
  readonly isSingle: boolean;
  readonly notes: readonly ChartNote[];
}

export interface ChartPoint {
  /** The value along the axis in DuckDB's own text; `null` is NULL. Long ones are cut. */
  readonly x: string | null;
  /** Where it stands: a number, the milliseconds since 1970 of a time, else its place from 0. */
  readonly at: number;
  /** Where a bin ends, which begins at `x`. */
  readonly end?: { readonly x: string; readonly at: number };
  /** As a double. */
  readonly y: number;
  /** The same exactly, in DuckDB's own text. */
  readonly value: string;
  /** Its place among the series. */
  readonly series: number;
}

export interface ChartSeries {
  /** The column that is measured; missing where rows are counted. */
  readonly column?: number;
  /** The value that the rows of the series have in common, where the chart has a column for that. */
  readonly value?: string | null;
}

/** What must be known to read a chart: what is not drawn, or not as it is. */
export interface ChartNote {
  readonly kind: 'places' | 'series' | 'steps' | 'sample' | 'noX' | 'noY' | 'unscaled';
  /** `places`, `series`: so many of so many are shown; `steps`, `sample`: so many points of so many; else how many values. */
  readonly counts: readonly number[];
}

/** How much is drawn. */
export interface ChartLimits {
  /** Bars and the like of texts; of numbers and times they may be thinner. */
  readonly categories: number;
  readonly places: number;
  readonly series: number;
  /** Of lines, all series together: beyond it, the outline of so many points. */
  readonly points: number;
  readonly sample: number;
}

export const chartLimits: ChartLimits = {
  categories: 50,
  places: 200,
  series: 8,
  points: 2000,
  sample: 5000,
};

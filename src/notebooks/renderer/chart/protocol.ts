/** What the page and the host say to each other about charts. Plain data: this file imports nothing. */

export type GridChartKind = 'bar' | 'line' | 'area' | 'scatter' | 'histogram';
export type GridAggregate = 'none' | 'sum' | 'avg' | 'min' | 'max' | 'count';
export type GridTimeUnit = 'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour' | 'minute';

/** What a chart shows, see `Chart` of the store. Columns are by their place, from 0. */
export interface GridChart {
  readonly kind: GridChartKind;
  readonly x: number;
  readonly y: readonly number[];
  readonly series?: number;
  readonly aggregate: GridAggregate;
  readonly unit?: GridTimeUnit;
  readonly sort?: 'rows' | 'x' | 'y';
  readonly bins?: number;
  readonly title?: string;
}

/** With which chart a result begins. */
export interface GridChartStart {
  /** Missing where no column can be drawn. */
  readonly chart?: GridChart;
  /** Whether the chart is seen, not the rows. */
  readonly isOpen: boolean;
  /** Why it is not the chart that was wanted. */
  readonly message?: string;
}

/** Few points of all rows, see `ChartData` of the store. */
export interface GridChartData {
  readonly scale: 'number' | 'time' | 'discrete';
  readonly rows: number;
  readonly points: readonly GridChartPoint[];
  readonly series: readonly {
    readonly column?: number;
    readonly value?: string | null;
  }[];
  readonly isSingle: boolean;
  readonly notes: readonly { readonly kind: GridChartNote; readonly counts: readonly number[] }[];
}

export interface GridChartPoint {
  readonly x: string | null;
  readonly at: number;
  readonly end?: { readonly x: string; readonly at: number };
  readonly y: number;
  /** The same exactly. */
  readonly value: string;
  readonly series: number;
}

export type GridChartNote = 'places' | 'series' | 'steps' | 'sample' | 'noX' | 'noY' | 'unscaled';

/** The sentences of charts, in the user's language. */
export interface ChartWords {
  readonly table: string;
  readonly chart: string;
  readonly view: string;
  readonly kind: string;
  readonly kinds: Readonly<Record<GridChartKind, string>>;
  readonly x: string;
  readonly y: string;
  /** Another measure. */
  readonly more: string;
  readonly series: string;
  readonly nothing: string;
  readonly aggregate: string;
  readonly aggregates: Readonly<Record<GridAggregate, string>>;
  readonly unit: string;
  readonly exactly: string;
  readonly units: Readonly<Record<GridTimeUnit, string>>;
  readonly order: string;
  readonly orders: Readonly<Record<'auto' | 'rows' | 'x' | 'y', string>>;
  readonly bins: string;
  readonly title: string;
  readonly rowCount: string;
  readonly saveInCell: string;
  readonly saved: string;
  readonly copySvg: string;
  readonly saveImage: string;
  readonly copied: string;
  readonly asTable: string;
  readonly drawing: string;
  readonly noPoints: string;
  readonly noColumns: string;
  readonly null: string;
  /** How the points are walked by keys. */
  readonly keys: string;
  /** `{0}` by `{1}`. */
  readonly by: string;
  /** Of `{0}` rows. */
  readonly ofRows: string;
  readonly notes: Readonly<Record<GridChartNote, string>>;
}

/** What the grid and the host say to each other. Plain data: this file imports nothing. */

export const resultMime = 'application/vnd.lakehouse.result+json';
export const rendererId = 'lakehouse-result-grid';

/** Values as the engine wrote them; `null` is NULL. */
export type GridRow = readonly (string | null)[];

/** Some rows of a view, and which values of them are cut, as [row, column]. */
export interface GridWindow {
  readonly rows: readonly GridRow[];
  readonly cut: readonly (readonly [row: number, column: number])[];
  /** How many rows the view has; missing while they have not been counted. */
  readonly total?: number;
}

/** By which columns rows are sorted, the first first. */
export type GridSort = readonly { readonly column: number; readonly descending: boolean }[];

/** What a row must satisfy to be seen. */
export type GridFilter =
  | {
      readonly kind: 'contains';
      readonly column: number;
      readonly text: string;
      readonly matchCase: boolean;
    }
  | {
      readonly kind: 'range';
      readonly column: number;
      readonly from?: string;
      readonly to?: string;
    }
  | { readonly kind: 'null'; readonly column: number; readonly isNull: boolean }
  | { readonly kind: 'set'; readonly column: number; readonly values: readonly (string | null)[] };

/** Which rows are seen, and in which order. */
export interface GridView {
  readonly sort: GridSort;
  readonly filters: readonly GridFilter[];
  readonly search?: string;
}

/** The output item of one result: enough to draw the first rows without asking. */
export interface ResultOutput {
  readonly id: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: number;
  readonly first: GridWindow;
  /** The sentences of the grid, in the user's language. */
  readonly words: GridWords;
}

export interface GridWords {
  /** The grid's name for those who hear it. */
  readonly grid: string;
  readonly rows: string;
  readonly exportCsv: string;
  readonly exportParquet: string;
  readonly loading: string;
  /** What stands for an empty text, and what is said of a value that is cut. */
  readonly empty: string;
  readonly cut: string;
}

/** What a grid can ask of the result that it shows: what it says with it, and what it hears. */
export interface GridAsks {
  readonly window: {
    readonly params: { readonly offset: number; readonly limit: number; readonly view: GridView };
    readonly answer: GridWindow;
  };
  /** Counts the rows of a view and makes every window of it near; tells how far it is. */
  readonly prepare: { readonly params: { readonly view: GridView }; readonly answer: number };
  readonly export: {
    readonly params: { readonly format: 'csv' | 'parquet'; readonly view: GridView };
    readonly answer: null;
  };
}

export type GridMethod = keyof GridAsks;

export type FromGrid =
  | {
      readonly type: 'ask';
      /** The answer has the same number. */
      readonly request: number;
      /** The result's. */
      readonly id: string;
      readonly method: GridMethod;
      readonly params: unknown;
    }
  | { readonly type: 'cancel'; readonly request: number };

export type ToGrid =
  | { readonly type: 'answer'; readonly request: number; readonly answer: unknown }
  /** From 0 to 1. */
  | { readonly type: 'progress'; readonly request: number; readonly done: number }
  | { readonly type: 'failed'; readonly request: number; readonly message: string };

/** What the grid and the host say to each other. Plain data: this file imports nothing. */

export const resultMime = 'application/vnd.lakehouse.result+json';
export const rendererId = 'lakehouse-result-grid';

/** Values as the engine wrote them; `null` is NULL. */
export type GridRow = readonly (string | null)[];

/** Some rows, and which values of them are cut, as [row, column]. */
export interface GridWindow {
  readonly rows: readonly GridRow[];
  readonly cut: readonly (readonly [row: number, column: number])[];
}

/** By which columns rows are sorted, the first first. */
export type GridSort = readonly { readonly column: number; readonly descending: boolean }[];

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

export type FromGrid =
  | {
      readonly type: 'window';
      /** The answer has the same number. */
      readonly request: number;
      readonly id: string;
      readonly offset: number;
      readonly limit: number;
      readonly sort: GridSort;
    }
  | {
      readonly type: 'export';
      readonly id: string;
      readonly format: 'csv' | 'parquet';
      readonly sort: GridSort;
    };

export type ToGrid =
  | { readonly type: 'window'; readonly request: number; readonly window: GridWindow }
  | { readonly type: 'failed'; readonly request: number; readonly message: string };

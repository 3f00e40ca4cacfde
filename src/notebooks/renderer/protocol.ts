/** What the grid and the host say to each other. Plain data: this file imports nothing but such. */
import type { ChartWords, GridChart, GridChartData, GridChartStart } from './chart/protocol.js';

export const resultMime = 'application/vnd.lakehouse.result+json';
/** Of a statement that still runs. */
export const runningMime = 'application/vnd.lakehouse.running+json';
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

/** What the values of a column are: how they stand in a cell, and which filters fit them. */
export type ColumnKind = 'number' | 'time' | 'binary' | 'nested' | 'other';

export interface GridColumn {
  readonly name: string;
  /** The engine's own word. */
  readonly type: string;
  readonly kind: ColumnKind;
}

/** The output item of one result: enough to draw the first rows without asking. */
export interface ResultOutput {
  readonly id: string;
  readonly columns: readonly GridColumn[];
  readonly rows: number;
  readonly first: GridWindow;
  /** The sentences of the grid, in the user's language; `{0}` and the like stand for what is filled in. */
  readonly words: GridWords;
  /** The user's language, in which numbers are written. */
  readonly locale: string;
  /** Of the rows that differ between two results. */
  readonly differences?: GridDifferences;
}

/**
 * What makes a result the differences of two: its first column is the kind of a row (`left`, `right` or
 * `changed`), its second the names of the columns that differ, as JSON, where `pairs` are not empty.
 */
export interface GridDifferences {
  /** The columns of both sides that belong together. */
  readonly pairs: readonly {
    readonly name: string;
    readonly left: number;
    readonly right: number;
  }[];
  readonly words: {
    /** Above the columns of a side. */
    readonly left: string;
    readonly right: string;
    /** From `{0}` to `{1}`. */
    readonly changed: string;
    /** Of a row that the side does not have. */
    readonly absent: string;
  };
}

/** The output item of a statement that still runs; the result takes its place. */
export interface RunningOutput {
  /** In the user's language, with how far it is. */
  readonly text: string;
  /** From 0 to 1, where the engine knows. */
  readonly done?: number;
}

/** What the values of one column are like, over all rows of a view; see `ColumnStatistics` of the store. */
export interface GridStatistics {
  readonly rows: number;
  readonly nulls: number;
  readonly distinct: number;
  readonly range?: { readonly min: string; readonly max: string };
  readonly quantiles: readonly { readonly at: number; readonly value: string }[];
  readonly histogram: readonly {
    readonly from: string;
    readonly to: string;
    readonly count: number;
  }[];
  readonly top: readonly { readonly value: string | null; readonly count: number }[];
}

export interface GridWords {
  readonly chart: ChartWords;
  /** The grid's name for those who hear it. */
  readonly grid: string;
  readonly oneRow: string;
  /** `{0}` rows; `{0}` of `{1}` rows, where not all are seen. */
  readonly rows: string;
  readonly rowsOf: string;
  readonly counting: string;
  readonly exportAs: string;
  readonly csvForSpreadsheets: string;
  readonly loading: string;
  /** What stands for an empty text, for a name that is none, and what is said of a value that is cut. */
  readonly empty: string;
  readonly noName: string;
  readonly cut: string;
  readonly cutNote: string;
  readonly noRows: string;
  readonly search: string;
  readonly clearFilters: string;
  readonly preparing: string;
  readonly cancel: string;
  /** Of a column. */
  readonly filtered: string;
  readonly openPanel: string;
  readonly panel: string;
  readonly close: string;
  readonly sort: string;
  readonly unsorted: string;
  readonly ascending: string;
  readonly descending: string;
  readonly filter: string;
  readonly contains: string;
  readonly matchCase: string;
  readonly from: string;
  readonly to: string;
  /** `{0}` is no value of the type `{1}`. */
  readonly notOfType: string;
  readonly nullsToo: string;
  readonly nullsOnly: string;
  readonly noNulls: string;
  readonly frequent: string;
  readonly clear: string;
  readonly statistics: string;
  readonly nulls: string;
  readonly distinct: string;
  readonly least: string;
  readonly greatest: string;
  readonly median: string;
  readonly quantile: string;
  readonly histogram: string;
  readonly count: string;
  readonly compare: string;
  readonly copyAs: string;
  /** How many values were copied. */
  readonly copied: string;
  /** What the menu offers beside formats, and what is said when it was copied for `{0}`. */
  readonly code: string;
  readonly copiedCode: string;
  /** Of the selected values: their name, and what they come to. */
  readonly selected: string;
  readonly sum: string;
  readonly average: string;
  /** Of one value. */
  readonly value: string;
  readonly wrap: string;
  readonly copyValue: string;
  readonly text: string;
  readonly tree: string;
  /** What is said of a view: its order, its filters, its search. */
  readonly sortedAscending: string;
  readonly sortedDescending: string;
  readonly filteredBy: string;
  readonly searchedFor: string;
  /** One filter of a view, in few words, and what takes it away. */
  readonly containsText: string;
  readonly isNull: string;
  readonly isNotNull: string;
  readonly remove: string;
  /** The keys of a column's header. */
  readonly headerKeys: string;
  readonly sortPlace: string;
  readonly retry: string;
}

/** Some columns of some rows of a view. */
export interface GridSelection {
  readonly offset: number;
  readonly limit: number;
  readonly columns: readonly number[];
  readonly view: GridView;
}

/** What selected values come to; see `SelectionSummary` of the store. */
export interface GridSummary {
  readonly count: number;
  readonly sum?: string;
  readonly average?: string;
  readonly min?: string;
  readonly max?: string;
}

/** `value` is the one selected value alone, as it is. */
export type CopyFormat = 'value' | 'tsv' | 'csv' | 'json' | 'markdown' | 'insert' | 'in';

/** `spreadsheet` is CSV in which no text is taken for a formula. */
export type ExportFormat =
  'csv' | 'spreadsheet' | 'tsv' | 'json' | 'jsonl' | 'parquet' | 'excel' | 'markdown';

/** What a grid can ask of the result that it shows: what it says with it, and what it hears. */
export interface GridAsks {
  readonly window: {
    readonly params: { readonly offset: number; readonly limit: number; readonly view: GridView };
    readonly answer: GridWindow;
  };
  /** Counts the rows of a view and makes every window of it near; tells how far it is. */
  readonly prepare: { readonly params: { readonly view: GridView }; readonly answer: number };
  /** What one column is like over all rows of a view. */
  readonly statistics: {
    readonly params: { readonly column: number; readonly view: GridView };
    readonly answer: GridStatistics;
  };
  /** Which of these texts are values of the column's type, in their order. */
  readonly check: {
    readonly params: { readonly column: number; readonly texts: readonly string[] };
    readonly answer: readonly boolean[];
  };
  readonly summarize: { readonly params: GridSelection; readonly answer: GridSummary };
  /** Writes to the clipboard; answers whether it did, for the user may refuse to copy very much. */
  readonly copy: {
    readonly params: GridSelection & { readonly format: CopyFormat };
    readonly answer: boolean;
  };
  /** Has the host ask for whom, and copy the code that reads the view's rows; answers for whom, null for nobody. */
  readonly copyCode: {
    readonly params: { readonly view: GridView };
    readonly answer: string | null;
  };
  /** One value as it is, cut only where no page could show it; of binary values the bytes in hexadecimal. */
  readonly cell: {
    readonly params: { readonly row: number; readonly column: number; readonly view: GridView };
    readonly answer: {
      readonly text: string | null;
      readonly isCut: boolean;
      readonly json?: string;
    };
  };
  /** The chart that the result begins with. */
  readonly openChart: { readonly params: object; readonly answer: GridChartStart };
  /** The points of a chart of all rows of a view. */
  readonly chart: {
    readonly params: { readonly chart: GridChart; readonly view: GridView };
    readonly answer: GridChartData;
  };
  /** Keeps what was chosen. */
  readonly keepChart: {
    readonly params: { readonly chart: GridChart; readonly isOpen: boolean };
    readonly answer: null;
  };
  /** Writes it into the options of the result's cell. */
  readonly saveChart: { readonly params: { readonly chart: GridChart }; readonly answer: null };
  readonly copyChart: { readonly params: { readonly svg: string }; readonly answer: null };
  /** Asks for a file; answers whether there was one. `png` in base64. */
  readonly saveChartImage: {
    readonly params: { readonly svg: string; readonly png: string };
    readonly answer: boolean;
  };
  /** Asks the user for another result, and shows what differs. */
  readonly compare: { readonly params: null; readonly answer: null };
  readonly export: {
    readonly params: { readonly format: ExportFormat; readonly view: GridView };
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

import type { Namespace, RelationSource, TableIdentifier } from '../catalog/catalog.js';
import type { ErrorCode } from '../util/errorCode.js';
import type { Span } from '../util/span.js';

export interface ResultColumn {
  readonly name: string;
  /** The engine's own word for the type. */
  readonly type: string;
  /** Where values come as text: how they are stored, by the engine's table of types. Else by the word of the type. */
  readonly text?: TextType;
}

/**
 * How values of one type that come as text are stored, so that each reads back as the text it was, and sorts as
 * the value it is.
 */
export interface TextType {
  /** DuckDB's type that is stored in their place, in a column of which DuckDB prints every value as it came. */
  readonly typed?: string;
  /** By what they sort and compare where they stay text; else as texts do. */
  readonly key?: {
    readonly type: string;
    /** SQL for the key of the text `text`, NULL for what has none; else a `TRY_CAST`. */
    readonly of?: (text: string) => string;
  };
}

export interface RelationColumn extends ResultColumn {
  /** The column of the table; it differs from `name` where the query gave a name twice. */
  readonly stored: string;
}

/** Values as the engine wrote them; `null` is NULL. */
export type Row = readonly (string | null)[];

/** Rows in the form in which the engine has them, so that none is turned into another on the way. */
export type QueryResult =
  | {
      readonly kind: 'rows';
      readonly columns: readonly ResultColumn[];
      readonly pages: AsyncIterable<readonly Row[]>;
    }
  | {
      readonly kind: 'csv';
      readonly columns: readonly ResultColumn[];
      readonly bytes: AsyncIterable<Uint8Array>;
    }
  | { readonly kind: 'parquet'; readonly files: readonly string[] }
  /** A file that DuckDB wrote, with the one table `result`: its rows never pass through JavaScript. */
  | {
      readonly kind: 'relation';
      /** Whoever takes the result may move or delete it. */
      readonly file: string;
      readonly columns: readonly RelationColumn[];
      readonly rows: number;
    }
  /** The statement had nothing to return. */
  | { readonly kind: 'none' };

export interface QueryStatistics {
  readonly elapsedMs: number;
  /** Of the files that were read: no more than these were. */
  readonly scannedBytes?: number;
  /** Data files that were read, of all that the tables have where somebody knows how many. */
  readonly files?: { readonly read: number; readonly total?: number };
}

/** A table or view that a statement read. */
export interface ReadTable {
  /** What the statement's names find it by. */
  readonly name: readonly [database: string, schema: string, table: string];
  readonly identifier: TableIdentifier;
  /** Missing where the same rows can not be found again. `sql` names the files, or is the view's. */
  readonly source?:
    | Extract<RelationSource, { kind: 'iceberg' }>
    | { readonly kind: 'files' | 'view'; readonly sql: string };
}

/** All on which the rows of a statement depend, for who wants to read the same ones elsewhere. */
export interface StatementReads {
  /** The statement, with the names of `tables` where it names tables of other versions. */
  readonly sql: string;
  /** Where bare names are looked up. */
  readonly schema: readonly [database: string, schema: string];
  /** Those that a view reads come before it. */
  readonly tables: readonly ReadTable[];
  /** Names that only the session knows, such as temporary tables. */
  readonly ofSession: readonly string[];
  /** Settings that decide what a statement means, as far as they are not what they are at first. */
  readonly settings: Readonly<Record<string, string>>;
}

export type QueryState =
  | { readonly kind: 'queued' }
  | { readonly kind: 'running'; readonly progress?: number }
  | {
      readonly kind: 'succeeded';
      readonly statistics: QueryStatistics;
      /** Of a query, where the engine knows. */
      readonly reads?: StatementReads;
    }
  | { readonly kind: 'failed'; readonly error: QueryError }
  | { readonly kind: 'cancelled' };

/** One statement of SQL with what its names and parameters mean. */
export interface Submission {
  readonly sql: string;
  readonly catalog?: string;
  readonly schema: Namespace;
  readonly parameters: Readonly<Record<string, string | null>>;
  /** Submissions of one session see each other's temporary tables and settings, and run one by one. */
  readonly session?: string;
}

/** One submitted statement. Aborting the signal it was submitted with also stops it on the server. */
export interface QueryExecution {
  readonly id: string;
  /** Ends when the query does, and drives it: whoever submits also follows. */
  states(): AsyncIterable<QueryState>;
  /** After `succeeded`. */
  result(): Promise<QueryResult>;
}

export interface QueryEngine {
  readonly name: string;
  submit(submission: Submission, signal: AbortSignal): Promise<QueryExecution>;
  /** The execution of a query found again after a reload. */
  attach(id: string, signal: AbortSignal): Promise<QueryExecution>;
}

/** Every failure an engine lets out. `span` is in the submitted text. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly code: ErrorCode;
  readonly span: Span | undefined;
  readonly retryable: boolean;

  constructor(
    code: ErrorCode,
    message: string,
    options: ErrorOptions & { readonly span?: Span; readonly retryable?: boolean } = {},
  ) {
    super(message, options);
    this.code = code;
    this.span = options.span;
    this.retryable = options.retryable ?? false;
  }
}

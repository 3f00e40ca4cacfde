import type { ErrorCode } from '../util/errorCode.js';
import type { Predicate } from '../util/predicate.js';

/** Names from the outermost in: `['sales', 'eu']`. Never one dotted string; names may contain dots. */
export type Namespace = readonly string[];

export interface TableIdentifier {
  readonly namespace: Namespace;
  readonly name: string;
}

/** A table's one identity, by OpenLineage's naming: lineage, favourites, history and caches use it. */
export interface DatasetId {
  readonly namespace: string;
  readonly name: string;
}

export interface Column {
  readonly name: string;
  /** The canonical type, in Iceberg's words: `long`, `decimal(10, 2)`, `list<string>`. */
  readonly type: string;
  /** The type in the words of the service or file it came from. */
  readonly nativeType: string;
  readonly fieldId?: number;
  readonly nullable: boolean;
  readonly comment?: string;
  /** It is one of the columns by which rows are told apart (Iceberg's identifier fields). */
  readonly isKey?: boolean;
  /** What a struct, list or map is made of, where more is known of it than its type says. */
  readonly fields?: readonly Column[];
}

export type TableFormat = 'iceberg' | 'delta' | 'hive' | 'parquet' | 'csv' | 'json';

/** One line of a listing: what a service says of a table without being asked for the table. */
export interface TableSummary {
  readonly identifier: TableIdentifier;
  readonly kind: 'table' | 'view';
  readonly format?: TableFormat;
}

export interface ViewDefinition {
  readonly sql: string;
  readonly dialect: string;
  /** What names without a namespace mean inside the view. */
  readonly defaultNamespace: Namespace;
}

export interface Table extends TableSummary {
  readonly dataset: DatasetId;
  readonly columns: readonly Column[];
  readonly comment?: string;
  readonly owner?: string;
  readonly location?: string;
  /** Where the definition itself was read: a metadata file, a view's file. */
  readonly metadataLocation?: string;
  /** Partition fields as a person writes them: `day(ordered_at)`, `bucket(16, id)`. */
  readonly partitioning: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
  /** What people have tagged it with; missing where there are none. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly view?: ViewDefinition;
  /** Milliseconds since 1970. */
  readonly updatedAt?: number;
  readonly rows?: bigint;
  readonly files?: bigint;
  /** How many files say which rows are gone; `rows` is not known where there are any. */
  readonly deleteFiles?: bigint;
  readonly bytes?: bigint;
  /** Why less is known of it than there is: its own metadata could not be read. */
  readonly incomplete?: CatalogError;
}

export interface Snapshot {
  readonly id: bigint;
  readonly parentId?: bigint;
  /** Milliseconds since 1970. */
  readonly committedAt: number;
  readonly operation?: string;
  readonly summary: Readonly<Record<string, string>>;
  /** Branches and tags that point here. */
  readonly refs: readonly string[];
  readonly isCurrent: boolean;
  /** When it became the table's current one, more than once after a rollback; in milliseconds since 1970. */
  readonly currentSince?: readonly number[];
}

/** What a service gives in one call. `next` asks for the rest; without it this was the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** Where a page starts: what the page before said, or `undefined` for the first. */
export type PageToken = string | undefined;

/** A lakehouse catalog as far as reading goes. Failures are `CatalogError`. */
export interface Catalog {
  readonly name: string;
  /** Why nothing of it can be listed: it stands for catalogs that a service did not tell of. */
  readonly failure?: CatalogError;
  listNamespaces(parent: Namespace, page: PageToken, signal: AbortSignal): Promise<Page<Namespace>>;
  listTables(
    namespace: Namespace,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<TableSummary>>;
  loadTable(identifier: TableIdentifier, signal: AbortSignal): Promise<Table>;
}

/** A catalog that knows the history of its tables. */
export interface SnapshotCatalog extends Catalog {
  /** Newest first; none for a table of a format without snapshots. */
  listSnapshots(identifier: TableIdentifier, signal: AbortSignal): Promise<readonly Snapshot[]>;
}

export function hasSnapshots(catalog: Catalog): catalog is SnapshotCatalog {
  return 'listSnapshots' in catalog;
}

/** Which state of a table is meant: the current one, a snapshot, or a branch or tag. */
export type TableVersion = { readonly snapshotId: bigint } | { readonly ref: string } | undefined;

/** Which rows of a table are asked for. */
export interface RelationRequest {
  readonly version?: TableVersion | undefined;
  /** Files without a row for which it is true may be left out; rows are not filtered by it. */
  readonly filter?: Predicate;
}

/** Rows as SQL, and what they are read from. */
export interface Relation {
  /** A `SELECT` in DuckDB's SQL over nothing but files. */
  readonly sql: string;
  readonly files: FileCounts;
  /** Missing where the rows can not be found in another way. */
  readonly source?: RelationSource;
}

/** Where rows lie, for other readers of the same ones: what it names does not change any more. */
export type RelationSource =
  | {
      readonly kind: 'iceberg';
      /** The metadata file, which is never written again. */
      readonly metadata: string;
      /** Missing where the table has none yet. */
      readonly snapshotId?: bigint;
      /**
       * How a reader of that file comes to these rows: without more words, by the snapshot's id, or, where the
       * schema is not the snapshot's own, as of a branch, not at all.
       */
      readonly reach: 'current' | 'snapshot' | 'none';
      /** The files lie where the metadata say, and not where they have been moved to. */
      readonly inPlace: boolean;
      readonly hasEqualityDeletes: boolean;
      /** The columns that the rows have; nested ones have `struct`, `list` or `map` for a type. */
      readonly columns: readonly { readonly name: string; readonly type: string }[];
    }
  /** `sql` of the relation names them. */
  | { readonly kind: 'files' };

/** How much of a table a query reads. `total` is missing where nothing says how many files there are. */
export interface FileCounts {
  readonly read: number;
  readonly total?: number;
  /** Of the files that are read. */
  readonly bytes: bigint;
}

/** A catalog whose tables the embedded DuckDB can read where they lie. */
export interface RelationCatalog extends Catalog {
  /** The rows of a table, not of a view. */
  relation(
    identifier: TableIdentifier,
    request: RelationRequest,
    signal: AbortSignal,
  ): Promise<Relation>;
}

export function hasRelations(catalog: Catalog): catalog is RelationCatalog {
  return 'relation' in catalog;
}

/** Every failure a backend lets out. `message` says it in English for the log, with the place it arose. */
export class CatalogError extends Error {
  override readonly name = 'CatalogError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

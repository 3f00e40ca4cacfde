import type {
  Catalog,
  Column,
  FileCounts,
  Page,
  PageToken,
  TableIdentifier,
  TableSummary,
  TableVersion,
} from './catalog.js';

/** One value of a partition, as a person reads it: `2026-01` for a month. `null` is NULL. */
export interface PartitionValue {
  /** The partition field's own name: `ordered_at_month`. */
  readonly name: string;
  readonly value: string | null;
}

export interface Partition {
  readonly values: readonly PartitionValue[];
  readonly location?: string;
  /** Without what delete files take away. */
  readonly rows?: bigint;
  readonly files?: bigint;
  readonly bytes?: bigint;
}

export type FileContent = 'data' | 'position-deletes' | 'equality-deletes' | 'deletion-vector';

/** A file that is part of a state of a table. */
export interface TableFile {
  readonly location: string;
  readonly content: FileContent;
  /** `parquet`, `orc`, `avro`, `puffin`. */
  readonly format: string;
  /** Missing where only the file itself knows. */
  readonly rows?: bigint;
  readonly bytes: bigint;
  readonly partition: readonly PartitionValue[];
}

/** A branch or a tag. */
export interface TableRef {
  readonly name: string;
  readonly kind: 'branch' | 'tag';
  readonly snapshotId: bigint;
}

/** The columns that a table had for a while. */
export interface SchemaVersion {
  readonly id: number;
  readonly columns: readonly Column[];
  readonly isCurrent: boolean;
  /** When the first snapshot that is still there was written with it, in milliseconds since 1970. */
  readonly usedSince?: number;
}

/** The first rows of a table, from a part of its files that was fetched. */
export interface Preview {
  /** A `SELECT` in DuckDB's SQL over nothing but files of this machine, of a thousand rows at most. */
  readonly sql: string;
  readonly files: FileCounts;
  /** Those that were read, in order. */
  readonly read: readonly PreviewedFile[];
  /** How many bytes were fetched from the service for it; 0 where the files lie here. */
  readonly fetched: number;
  /** With how many requests. */
  readonly requests: number;
  /** Columns that the table has and the rows do not. */
  readonly leftOut: readonly LeftOutColumn[];
  /** How many files were passed over because deletes hold for them that can not be read here. */
  readonly passedOver?: number;
  /** Whether they are all rows of the table. */
  readonly isWhole: boolean;
  /** Removes what was fetched. */
  dispose(): Promise<void>;
}

export interface PreviewedFile {
  readonly location: string;
  readonly bytes: bigint;
  /** How many rows it has; missing where only the whole file tells. */
  readonly rows?: bigint;
}

export interface LeftOutColumn {
  readonly name: string;
  /** Its first values alone are too large, or nothing here can read its type. */
  readonly why: 'too-large' | 'unreadable-type';
  readonly type: string;
}

/** A table that a service found by a text. */
export interface FoundTable extends TableSummary {
  readonly comment?: string;
  readonly columns?: readonly Pick<Column, 'name' | 'type' | 'comment'>[];
}

/** A privilege that the one who is signed in has, and why. */
export interface Grant {
  readonly privilege: string;
  /** What it was given for. All but a table hand it on to the tables inside them. */
  readonly on: 'catalog' | 'namespace' | 'table' | 'view';
  /** The names of that; none for the catalog itself. */
  readonly path: readonly string[];
  /** The roles through which he has it, his own first. */
  readonly roles: readonly string[];
}

/** What the one who is signed in may do with a table, as far as the service says. */
export interface TablePermissions {
  /** In the service's own words: `TABLE_READ_DATA`, `SELECT`. */
  readonly privileges: readonly string[];
  /** Which columns can be read: all, all but some, or some. Missing where nothing says. */
  readonly columns?:
    | { readonly kind: 'all' }
    | { readonly kind: 'all-but'; readonly names: readonly string[] }
    | { readonly kind: 'only'; readonly names: readonly string[] };
  /** The condition that rows must meet to be seen, as the service writes it. */
  readonly rowFilter?: string;
  /** What the service tags a table with: of Lake Formation the key of a tag and its values. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
  /** The same of its columns that have any which are not the table's. */
  readonly columnTags?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Where the privileges come from, where the service says: one for each place that gives one. */
  readonly grants?: readonly Grant[];
  /** Whether access to where the table lies is managed by the service; missing where it does not say. */
  readonly isManaged?: boolean;
  /** Who says so: `Lake Formation`, `Polaris`. */
  readonly source: string;
}

/** What a service has counted in a column. All is missing that it did not count. */
export interface ColumnStatistics {
  readonly name: string;
  readonly nulls?: bigint;
  /** Mostly an estimate. */
  readonly distinct?: bigint;
  /** As a person reads it. */
  readonly minimum?: string;
  readonly maximum?: string;
  /** When it was counted, in milliseconds since 1970. */
  readonly analyzedAt?: number;
}

/** A definition of a table that its service keeps, with the columns that it had. */
export interface DefinitionVersion {
  /** In the service's own words. */
  readonly id: string;
  readonly columns: readonly Column[];
  readonly isCurrent: boolean;
  /** Milliseconds since 1970. */
  readonly updatedAt?: number;
}

/** How a table did when its rules were last checked. */
export interface QualityResult {
  /** Milliseconds since 1970. */
  readonly at?: number;
  /** How many of the rules hold, from 0 to 1. */
  readonly score?: number;
  readonly ruleset?: string;
  readonly rules: readonly QualityRule[];
}

export interface QualityRule {
  /** As it is written: `IsComplete "id"`. */
  readonly rule: string;
  readonly outcome: 'passed' | 'failed' | 'error' | 'unknown';
  /** Why not, in the service's words. */
  readonly message?: string;
}

/** How a service keeps the files of a table. */
export interface TableSecurity {
  /** Missing where it may not be read. */
  readonly encryption?: {
    /** `AES256`, `aws:kms`. */
    readonly algorithm: string;
    /** The key's ARN; missing where it is the service's own. */
    readonly key?: string;
  };
  /** As the service writes it (JSON); `null` where there is none, missing where it may not be read. */
  readonly policy?: string | null;
}

/** What a service does to a table on its own, and how that went the last time. */
export interface MaintenanceJob {
  /** `compaction`, `snapshot-management`, `unreferenced-file-removal`. */
  readonly name: string;
  readonly isEnabled: boolean;
  readonly settings: Readonly<Record<string, string>>;
  readonly lastRun?: {
    /** Milliseconds since 1970. */
    readonly at?: number;
    /** In the service's own word. */
    readonly state: string;
    readonly message?: string;
  };
}

/** A rule that a service keeps for a table: how it is compacted, for how long its snapshots stay. */
export interface TablePolicy {
  readonly name: string;
  /** In the service's own words: `system.data-compaction`. */
  readonly type: string;
  readonly description?: string;
  /** The rule itself, as the service writes it. */
  readonly content?: string;
  readonly version?: number;
  /** Whether it was attached to what the table lies in, and not to the table itself. */
  readonly isInherited: boolean;
}

/** What a person says of a table. What is missing stays as it is. */
export interface TableDescription {
  /** An empty one takes it away. */
  readonly comment?: string;
  /** All of them: those that are not named go. None is empty. */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * What some catalogs know of their tables beyond what every catalog does. A catalog offers a capability
 * by having its method; `offers` asks for it. Failures are `CatalogError`.
 */
export interface Capabilities {
  /** The branches and tags of a table; none for a table of a format without them. */
  listRefs(identifier: TableIdentifier, signal: AbortSignal): Promise<readonly TableRef[]>;
  /** Newest first. */
  listSchemas(identifier: TableIdentifier, signal: AbortSignal): Promise<readonly SchemaVersion[]>;
  /** The partitions that have rows; none for a table that is not partitioned. */
  listPartitions(
    identifier: TableIdentifier,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<Partition>>;
  /** The files of a state of a table. */
  listFiles(
    identifier: TableIdentifier,
    version: TableVersion,
    signal: AbortSignal,
  ): Promise<readonly TableFile[]>;
  /** The first rows, without a query that is billed. */
  preview(
    identifier: TableIdentifier,
    version: TableVersion,
    signal: AbortSignal,
  ): Promise<Preview>;
  /** The tables that the service itself finds by a text, the best first. */
  searchTables(text: string, page: PageToken, signal: AbortSignal): Promise<Page<FoundTable>>;
  /** `undefined` where the service does not say. */
  permissions(
    identifier: TableIdentifier,
    signal: AbortSignal,
  ): Promise<TablePermissions | undefined>;
  /** Those of what the table lies in too. */
  policies(identifier: TableIdentifier, signal: AbortSignal): Promise<readonly TablePolicy[]>;
  maintenance(identifier: TableIdentifier, signal: AbortSignal): Promise<readonly MaintenanceJob[]>;
  /** Of the columns of these names, as far as the service has counted anything in them. */
  columnStatistics(
    identifier: TableIdentifier,
    columns: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly ColumnStatistics[]>;
  /** The definitions that the service keeps of a table without a history of its own, newest first. */
  listDefinitions(
    identifier: TableIdentifier,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<DefinitionVersion>>;
  security(identifier: TableIdentifier, signal: AbortSignal): Promise<TableSecurity>;
  /** The newest; `undefined` where the service has none. */
  quality(identifier: TableIdentifier, signal: AbortSignal): Promise<QualityResult | undefined>;
  /** Writes to the service, and only what is given. */
  describe(
    identifier: TableIdentifier,
    description: TableDescription,
    signal: AbortSignal,
  ): Promise<void>;
}

/** Whether a catalog has a capability. */
export function offers<C extends keyof Capabilities>(
  catalog: Catalog,
  capability: C,
): catalog is Catalog & Pick<Capabilities, C> {
  return capability in catalog;
}

import type {
  MaintenanceJob,
  Partition,
  SchemaVersion,
  TableFile,
  TableRef,
} from '../../../catalog/capabilities.js';
import type {
  Catalog,
  Column,
  Namespace,
  Snapshot,
  Table,
  TableIdentifier,
  TableSummary,
} from '../../../catalog/catalog.js';
import type { FileSizes, SizeBucket } from '../../../catalog/fileSizes.js';
import type { SchemaChange } from '../../../catalog/schemaChanges.js';
import type { ConnectionProblem } from '../../../connections/entryReader.js';
import type { Connection } from '../../../connections/connections.js';
import type { DatasetPath } from '../../../workspaceFile/datasetPath.js';

/** Where in which lakehouse a node is. */
export interface InCatalog {
  readonly connection: Connection;
  readonly catalog: Catalog;
  /** It stands below the pinned tables, where it has a place of its own. */
  readonly isPinned?: true;
}

export interface InTable extends InCatalog {
  readonly table: TableIdentifier;
}

/** What a table is opened into. */
export type GroupKind =
  | 'columns'
  | 'partitions'
  | 'snapshots'
  | 'refs'
  | 'files'
  | 'schemas'
  | 'properties'
  | 'maintenance';

/** The pinned tables, at the top. */
export type PinsNode = { readonly kind: 'pins'; readonly favourites: readonly DatasetPath[] };
export type ConnectionNode = { readonly kind: 'connection'; readonly connection: Connection };
export type CatalogRootNode = InCatalog & { readonly kind: 'catalog' };
export type NamespaceNode = InCatalog & {
  readonly kind: 'namespace';
  readonly namespace: Namespace;
};
/** Tables and views. */
export type TableNode = InCatalog & { readonly kind: 'table'; readonly table: TableSummary };
export type GroupNode = InTable & {
  readonly kind: 'group';
  readonly group: GroupKind;
  /** What the table is known to be when it is opened. */
  readonly loaded: Table;
};

/** A column, or a field within one. */
export type ColumnNode = InTable & {
  readonly kind: 'column';
  readonly column: Column;
  /** Its own name is the last. */
  readonly path: readonly string[];
  /** Where others of its name come before it: how many. */
  readonly nth?: number;
  /** How the table is partitioned by it: `day(ordered_at)`. */
  readonly partitioning?: string;
};
export type PartitionNode = InTable & { readonly kind: 'partition'; readonly partition: Partition };
export type SnapshotNode = InTable & { readonly kind: 'snapshot'; readonly snapshot: Snapshot };
export type RefNode = InTable & { readonly kind: 'ref'; readonly ref: TableRef };
/** How large the files are together. */
export type FileSizesNode = InTable & { readonly kind: 'fileSizes'; readonly sizes: FileSizes };
export type BucketNode = InTable & {
  readonly kind: 'bucket';
  readonly bucket: SizeBucket;
  /** How many files the fullest bucket has. */
  readonly most: number;
};
export type FileNode = InTable & {
  readonly kind: 'file';
  readonly file: TableFile;
  readonly bucket: SizeBucket;
};
export type SchemaNode = InTable & {
  readonly kind: 'schema';
  /** Of services other than Iceberg's the id is a word of theirs. */
  readonly schema: Omit<SchemaVersion, 'id'> & { readonly id: number | string };
  /** Against the one before; missing for the oldest that is still there. */
  readonly changes?: readonly SchemaChange[];
};
/** A column of a schema that need not be the table's any more. */
export type SchemaColumnNode = InTable & {
  readonly kind: 'schemaColumn';
  readonly schema: number | string;
  readonly position: number;
  readonly column: Column;
  readonly changes: readonly SchemaChange[];
};
export type PropertyNode = InTable & {
  readonly kind: 'property';
  readonly name: string;
  readonly value: string;
};
export type JobNode = InTable & { readonly kind: 'job'; readonly job: MaintenanceJob };

/** A pinned table that can not be shown. */
export type LostPinNode = {
  readonly kind: 'lostPin';
  readonly favourite: DatasetPath;
  readonly error: unknown;
};

/** A node that can be opened. */
export type ParentNode =
  | PinsNode
  | ConnectionNode
  | CatalogRootNode
  | NamespaceNode
  | TableNode
  | GroupNode
  | ColumnNode
  | BucketNode
  | SchemaNode;

export type LeafNode =
  | PartitionNode
  | SnapshotNode
  | RefNode
  | FileSizesNode
  | FileNode
  | SchemaColumnNode
  | PropertyNode
  | JobNode
  /** A group that has nothing, and says so. */
  | (InTable & { readonly kind: 'empty'; readonly group: GroupKind })
  | LostPinNode
  /** An entry of the setting that can not be used. */
  | { readonly kind: 'problem'; readonly problem: ConnectionProblem }
  /** Stands after the rows that came before a page failed. */
  | { readonly kind: 'error'; readonly parent: ParentNode; readonly error: unknown }
  | { readonly kind: 'more'; readonly parent: ParentNode };

export type CatalogNode = ParentNode | LeafNode;

export function isParent(node: CatalogNode): node is ParentNode {
  return parents.has(node.kind);
}

const parents: ReadonlySet<string> = new Set<ParentNode['kind']>([
  'pins',
  'connection',
  'catalog',
  'namespace',
  'table',
  'group',
  'column',
  'bucket',
  'schema',
]);

/** The place of a node's table, for what lies below it. */
export function inTable(place: InTable): InTable {
  return { ...inCatalog(place), table: place.table };
}

export function inCatalog({ connection, catalog, isPinned }: InCatalog): InCatalog {
  return { connection, catalog, ...(isPinned === undefined ? {} : { isPinned }) };
}

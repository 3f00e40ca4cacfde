import type { FileContent } from '../manifest.js';

/**
 * A value of a primitive type as text: as SQL writes it, but dates as days, times and timestamps as
 * microseconds since their zero, and bytes in hexadecimal.
 */
export type ValueText = string;

/** A Parquet file that is already written, to become part of a table. */
export interface WrittenFile {
  readonly content: FileContent;
  readonly location: string;
  readonly rows: bigint;
  readonly bytes: bigint;
  readonly specId: number;
  /** The value of each field of its partition spec; `null` where the source is NULL. */
  readonly partition: readonly (ValueText | null)[];
  /** By field id. Of primitive fields that are not within lists or maps. */
  readonly metrics: ReadonlyMap<number, ColumnMetrics>;
  /** Of equality deletes: the ids of the fields that are compared. */
  readonly equalityIds?: readonly number[];
}

/** What is known of one column of a file. */
export interface ColumnMetrics {
  /** The primitive type that the file has it in. */
  readonly type: string;
  /** NULLs and NaNs count. */
  readonly values: bigint;
  readonly nulls: bigint;
  /** Of floating point columns. */
  readonly nans?: bigint;
  /** Least and greatest value that is neither NULL nor NaN; missing where there is none. */
  readonly bounds?: { readonly lower: ValueText; readonly upper: ValueText };
}

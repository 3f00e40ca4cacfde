import type { FileContent } from '../manifest.js';

/** A Parquet file that is already written, to become part of a table. */
export interface WrittenFile {
  readonly content: FileContent;
  readonly location: string;
  readonly rows: bigint;
  readonly bytes: bigint;
  /** The value of each field of the partition spec. */
  readonly partition: readonly (string | number)[];
}

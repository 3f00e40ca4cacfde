import type { PartitionField } from '../iceberg/metadata.js';
import type { Field } from '../iceberg/schema.js';

/** One step in the life of a sample table. Rows are a `SELECT`; `branch` is `main` unless it is said. */
export type Step =
  | (RowStep & { readonly kind: 'append'; readonly rows: string })
  /** Replaces the partitions that the rows fall into, or everything in an unpartitioned table. */
  | (RowStep & { readonly kind: 'overwrite'; readonly rows: string })
  /** Deletes rows by position: the data files stay as they are. */
  | (RowStep & { readonly kind: 'delete'; readonly where: string })
  /** Deletes the rows that have the same `key` as one of `rows`, by equality. */
  | (RowStep & {
      readonly kind: 'delete-equal';
      readonly key: readonly string[];
      readonly rows: string;
    })
  /** Puts rows in place of those with the same `key`, which are deleted by equality. */
  | (RowStep & { readonly kind: 'upsert'; readonly key: readonly string[]; readonly rows: string })
  /** Changes columns, by field id, or adds them at the end; drops others. */
  | {
      readonly kind: 'evolve';
      readonly at: string;
      readonly fields: readonly Field[];
      readonly drop?: readonly number[];
    }
  /** Partitions later files in another way. */
  | {
      readonly kind: 'repartition';
      readonly at: string;
      readonly partition: readonly PartitionField[];
    }
  /** Names the current snapshot of `main`. */
  | { readonly kind: 'tag' | 'branch'; readonly at: string; readonly name: string };

interface RowStep {
  /** The day, as `YYYY-MM-DD`. */
  readonly at: string;
  readonly branch?: string;
}

export interface SampleTable {
  readonly namespace: string;
  readonly name: string;
  readonly comment: string;
  readonly owner: string;
  readonly fields: readonly Field[];
  readonly partition?: readonly PartitionField[];
  /** How rows lie in a file. */
  readonly orderBy: string;
  readonly steps: readonly Step[];
}

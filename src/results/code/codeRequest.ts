import type { ReadTable, StatementReads } from '../../query/queryEngine.js';
import type { StoredResult } from '../storedResult.js';
import type { View } from '../view.js';

/** What code is asked for: the rows of a view of a result, as a target reads them. */
export interface CodeRequest {
  readonly result: StoredResult;
  readonly connection: { readonly name: string; readonly type: string };
  /** The statement as it was written. */
  readonly sql: string;
  readonly reads: StatementReads;
  readonly view: View;
}

/** Why a target has no code for a result. `name` is what of it is to blame. */
export interface CodeRefusal {
  readonly refused: RefusalReason;
  readonly name?: string;
}

export type RefusalReason =
  /** The result is of an earlier version, or its engine does not tell what it read. */
  | 'unknown-query'
  /** Only the notebook's session has this table. */
  | 'session-table'
  /** Where the rows of this table lie is not known, or takes too many words. */
  | 'unknown-table'
  /** The table was moved: its metadata name files elsewhere. */
  | 'moved'
  /** The branch is read by a schema that its snapshot does not have. */
  | 'branch-schema'
  /** The reader does not know deletes by equality. */
  | 'equality-deletes'
  | 'no-iceberg'
  /** Only columns and simple conditions of one Iceberg table mean the same in both dialects. */
  | 'dialect'
  /** The filters of the grid do not mean the same there. */
  | 'view'
  | 'not-aws';

export type Code = { readonly code: string } | CodeRefusal;

/** Whoever reads rows elsewhere. */
export interface CodeTarget {
  readonly id: CodeTargetId;
  /** As its makers write it. */
  readonly name: string;
  write(request: CodeRequest): Code;
}

export type CodeTargetId = 'pyiceberg' | 'awswrangler' | 'spark' | 'duckdb';

/** An Iceberg table that was read. */
export type IcebergRead = ReadTable & {
  readonly source: Extract<ReadTable['source'], { readonly kind: 'iceberg' }>;
};

export function isIceberg(table: ReadTable): table is IcebergRead {
  return table.source?.kind === 'iceberg';
}

/** The name of a table for people. */
export function tableText({ identifier }: Pick<ReadTable, 'identifier'>): string {
  return [...identifier.namespace, identifier.name].join('.');
}

import type { AnalyzedStatement } from '../../sql/analyze.js';
import type {
  IndirectRef,
  NameUse,
  OutputColumn,
  Resolution,
  UnknownFact,
  UnknownReason,
} from '../../sql/resolve/resolution.js';
import type { Span } from '../../util/span.js';
import type { TableName } from './value.js';

/** What a statement of Python says, while it is being read. */
export interface Record {
  readonly span: Span;
  readonly uses: NameUse[];
  readonly unknowns: UnknownFact[];
  readonly reads: Set<number>;
  /** Statements of SQL in it. */
  readonly inside: AnalyzedStatement[];
  readonly writes: AnalyzedStatement[];
  shown: Pick<Resolution, 'outputs' | 'influences'> | undefined;
}

/** What is written, from what. */
export interface Sink {
  readonly type: Extract<
    Resolution['type'],
    'create-table' | 'create-view' | 'insert' | 'merge' | 'update' | 'delete'
  >;
  readonly target: TableName;
  readonly outputs: readonly OutputColumn[];
  readonly influences: readonly IndirectRef[];
  readonly tables: readonly number[];
  readonly unknown?: UnknownReason | undefined;
  readonly isTemporary?: boolean;
}

export function newRecord(span: Span): Record {
  return {
    span,
    uses: [],
    unknowns: [],
    reads: new Set(),
    inside: [],
    writes: [],
    shown: undefined,
  };
}

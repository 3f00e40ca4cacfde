import type { Span } from '../../util/span.js';
import type { Predicate } from '../../util/predicate.js';
import type { Change, Lifecycle, OtherStatement } from '../tree.js';

/** What one statement means: plain data, so that it can cross to another process. Spans are of the statement's text. */
export interface Resolution {
  readonly type: StatementType;
  /** True only where the statement is sure to change nothing. */
  readonly readsOnly: boolean;
  /** Every mention of a table that is not a CTE, in the order of finding. Refs are indexes into this. */
  readonly tables: readonly TableUse[];
  /** What the statement yields, or writes into `target`. */
  readonly outputs: readonly OutputColumn[];
  /** What decides which rows there are, and in which order, for every output alike. */
  readonly influences: readonly IndirectRef[];
  /** Index into `tables` of what is written, where there is one. */
  readonly target?: number;
  /** Further tables that are written. */
  readonly otherTargets?: readonly number[];
  /** What becomes of whole tables, in the order of `tables`. */
  readonly lifecycle?: Lifecycle;
  /** The target is gone with the session. */
  readonly isTemporary?: boolean;
  /** Every name whose meaning was found, for hover, definition and rename. */
  readonly uses: readonly NameUse[];
  readonly unknowns: readonly UnknownFact[];
}

export type StatementType =
  | 'query'
  | 'create-table'
  | 'create-view'
  | Change['type']
  | 'lifecycle'
  | OtherStatement
  | 'unreadable';

export interface TableUse {
  /** As written, from the outermost in, after what an earlier `USE` puts before it. */
  readonly name: readonly string[];
  readonly role: 'read' | 'write';
  /** Only named, as by `SHOW CREATE TABLE`: no row of it is read or written. */
  readonly isOnlyNamed?: boolean;
  /** Part of a CTE that nothing reads. */
  readonly isUnread?: boolean;
  /** A part of the name is only known when the statement runs. */
  readonly isParameter?: boolean;
  readonly span?: Span;
  /** Columns from the schema, if one was given. */
  readonly columns?: readonly string[];
  /** Rows of which it is not true have no part in what the statement gives; missing where any row may. */
  readonly filter?: Predicate;
}

export interface ColumnRef {
  /** Index into `tables`. */
  readonly table: number;
  readonly field: string;
}

/** By OpenLineage's words: the value as it is, changed, or made of many. */
export type Transformation = 'identity' | 'transformation' | 'aggregation';

/** By OpenLineage's words: what a column has to do with a value that does not hold it. */
export type Influence = 'join' | 'filter' | 'group-by' | 'sort' | 'window' | 'conditional';

export interface DirectRef extends ColumnRef {
  readonly transformation: Transformation;
}

export interface IndirectRef extends ColumnRef {
  readonly influence: Influence;
}

export interface Lineage {
  readonly direct: readonly DirectRef[];
  readonly indirect: readonly IndirectRef[];
}

export type OutputColumn =
  | (Lineage & {
      readonly kind: 'column';
      /** Missing where the statement gives it no name. */
      readonly name?: string;
      /** The column of the target that it becomes; missing where that is not known. */
      readonly target?: string;
      /** The column's name or its expression in the text. */
      readonly span?: Span;
      /** What makes it, where that is not the text before an alias at `span`. */
      readonly expression?: string;
    })
  /** All columns of tables whose schema is not known. */
  | {
      readonly kind: 'star';
      readonly tables: readonly number[];
      readonly except: readonly string[];
    };

export interface NameUse {
  readonly span: Span;
  readonly meaning: Meaning;
}

export type Meaning =
  | { readonly kind: 'table'; readonly table: number }
  /** A column of a table, or exactly its value under way through queries. */
  | { readonly kind: 'column'; readonly ref: ColumnRef }
  /** A value made by the statement itself; `target` where it becomes a column of what is written. */
  | (Lineage & { readonly kind: 'value'; readonly name: string; readonly target?: ColumnRef })
  /** A CTE or a derived table, with where it is named. */
  | { readonly kind: 'local'; readonly name: string; readonly definition?: Span }
  | { readonly kind: 'unknown'; readonly name: string; readonly reason: UnknownReason };

export interface UnknownFact {
  readonly reason: UnknownReason;
  readonly span?: Span;
  /** The table or the name in question. */
  readonly name?: string;
}

export type UnknownReason =
  /** A star, or a name that several tables could have, over a table whose columns nobody told us. */
  | 'schema-missing'
  | 'ambiguous-column'
  | 'no-such-column'
  | 'no-such-relation'
  /** `INSERT` without a column list into a table whose columns are not known. */
  | 'target-columns'
  /** A table name that holds a parameter. */
  | 'parameter'
  | 'table-function'
  | 'unsupported-relation'
  | 'unsupported-statement'
  /** A function or a method of a program whose rows or values are not followed. */
  | 'python-call'
  /** One of more ways through a program than are told apart. */
  | 'branches'
  /** A module or a notebook that is not in the workspace. */
  | 'module-missing'
  /** Columns that have their names from the data. */
  | 'pivot'
  | 'syntax'
  | 'too-deep';

/** The columns of a table as written in the text, or nothing where they are not known. */
export type SchemaLookup = (name: readonly string[]) => readonly string[] | undefined;

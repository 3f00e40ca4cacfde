/**
 * The narrow syntax tree that everything above the parser works on: only what names, lineage, predicates and
 * completion need. Spans are of the text that was parsed. What the parser knows and this tree does not is `unknown`
 * with its parts, so that the names inside are never lost.
 */
import type { Span } from '../util/span.js';

/** One part of a name, without its quotes. */
export interface Name {
  readonly text: string;
  readonly quoted: boolean;
  /** Missing where the parser does not say where it stands. */
  readonly span?: Span;
}

export type Statement =
  | { readonly kind: 'query'; readonly query: Query }
  | {
      readonly kind: 'create-table';
      readonly target: readonly Name[];
      readonly columns: readonly Name[];
      readonly temporary: boolean;
      readonly query: Query;
    }
  | {
      readonly kind: 'create-view';
      readonly target: readonly Name[];
      readonly columns: readonly Name[];
      readonly temporary: boolean;
      readonly query: Query;
    }
  | {
      readonly kind: 'insert';
      readonly target: readonly Name[];
      readonly columns: readonly Name[];
      /** Columns of the source find their targets by name, not by place. */
      readonly byName: boolean;
      readonly query: Query;
    }
  /** MERGE, UPDATE and DELETE: rows of a table that is there are changed. */
  | Change
  /** Tables come, go or change as a whole, and no row is read for it. */
  | {
      readonly kind: 'lifecycle';
      readonly change: Lifecycle;
      /** For `rename` the old name and the new one, for `swap` both. */
      readonly tables: readonly (readonly Name[])[];
    }
  /** Says what names without a namespace mean from here on. */
  | { readonly kind: 'use'; readonly level: UseLevel; readonly name: readonly Name[] }
  /** A statement whose columns are not followed. `tables` are the names of tables found in it. */
  | {
      readonly kind: 'other';
      readonly type: OtherStatement;
      readonly tables: readonly (readonly Name[])[];
      /** Queries inside it that can be read on their own. */
      readonly queries: readonly Query[];
      /** No row of `tables` is read or written. */
      readonly namesOnly: boolean;
    };

export interface Change {
  readonly kind: 'change';
  readonly type: 'merge' | 'update' | 'delete';
  readonly ctes: readonly Cte[];
  readonly recursive: boolean;
  /** The table that is changed; its name may be the alias of one of `from`. */
  readonly target: Extract<Relation, { kind: 'table' }>;
  /** All that is in scope: `target` itself, unless it is an alias, and what it is changed by. */
  readonly from: readonly FromItem[];
  /** Further tables that rows go from: `DELETE t1, t2 FROM …`. */
  readonly others: readonly (readonly Name[])[];
  /** What decides which rows are meant: `WHERE`, `WHEN … AND`. */
  readonly conditions: readonly Expression[];
  readonly assignments: readonly Assignment[];
}

export type Assignment =
  | { readonly kind: 'column'; readonly column: Name; readonly value: Expression }
  /** `UPDATE SET *`, `INSERT *`, `INSERT ROW`: each column from the one of the same name. */
  | { readonly kind: 'all' }
  /** `INSERT VALUES (…)` without a list of columns. */
  | { readonly kind: 'place'; readonly place: number; readonly value: Expression };

export type Lifecycle = 'drop' | 'truncate' | 'alter' | 'rename' | 'swap';

/** `default` is `USE name`, which is a schema in some dialects and a catalog in others. */
export type UseLevel = 'default' | 'catalog' | 'schema';

/** `upkeep` (ANALYZE, REFRESH) leaves what a table holds as it is. `explain` and `inspect` (SHOW, DESCRIBE) only read; `session` changes nothing outside the session. */
export type OtherStatement =
  'insert' | 'ddl' | 'upkeep' | 'explain' | 'inspect' | 'session' | 'command';

export interface Query {
  readonly ctes: readonly Cte[];
  readonly recursive: boolean;
  readonly body: QueryBody;
  readonly orderBy: readonly Expression[];
  /** Has `LIMIT`, `OFFSET` or the like: which rows it gives depends on all of them. */
  readonly limited: boolean;
}

export type QueryBody =
  | Select
  | {
      readonly kind: 'set';
      readonly operator: 'union' | 'intersect' | 'except';
      readonly byName: boolean;
      readonly left: Query;
      readonly right: Query;
    }
  | { readonly kind: 'values'; readonly rows: readonly (readonly Expression[])[] }
  | { readonly kind: 'nested'; readonly query: Query }
  | { readonly kind: 'unknown'; readonly node: string; readonly queries: readonly Query[] };

export interface Cte {
  readonly name: Name;
  readonly columns: readonly Name[];
  readonly query: Query;
}

export interface Select {
  readonly kind: 'select';
  readonly outputs: readonly Output[];
  /** In the order of the text; each sees the columns of those before it where it is lateral. */
  readonly from: readonly FromItem[];
  readonly where: readonly Expression[];
  readonly groupBy: readonly Expression[];
  /** By every output that is no aggregate. */
  readonly groupByAll: boolean;
  readonly distinct: boolean;
  readonly having: readonly Expression[];
  readonly qualify: readonly Expression[];
  readonly windows: readonly NamedWindow[];
  readonly distinctOn: readonly Expression[];
  /** Takes a sample, or has a clause that this tree has no place for. */
  readonly sampled: boolean;
}

/** An entry of a `WINDOW` clause. */
export interface NamedWindow {
  readonly name: string;
  /** The window that it is made of. */
  readonly of?: string;
  /** What it partitions and orders by. */
  readonly by: readonly Expression[];
}

export type Output =
  | {
      readonly kind: 'expression';
      readonly expression: Expression;
      readonly aliases: readonly Name[];
    }
  | {
      readonly kind: 'star';
      readonly qualifier: readonly Name[];
      readonly except: readonly Name[];
      readonly replace: readonly { readonly name: Name; readonly expression: Expression }[];
      readonly rename: readonly { readonly from: Name; readonly to: Name }[];
    };

export interface FromItem {
  readonly relation: Relation;
  readonly join?: JoinCondition;
}

export interface JoinCondition {
  /**
   * `semi` and `anti` show the columns of their left side only. `other` is what has rules of its own: `ASOF`,
   * `POSITIONAL`, and joins whose conditions the parser gives out of their order.
   */
  readonly type: 'inner' | 'left' | 'right' | 'full' | 'semi' | 'anti' | 'other';
  readonly natural: boolean;
  readonly on: readonly Expression[];
  readonly using: readonly Name[];
}

export type Relation = {
  readonly alias?: Name;
  readonly columnAliases: readonly Name[];
  /** Takes a sample, or has a clause that this tree has no place for. */
  readonly sampled: boolean;
} & (
  | { readonly kind: 'table'; readonly name: readonly Name[] }
  | { readonly kind: 'query'; readonly query: Query; readonly lateral: boolean }
  /** `UNNEST`, `LATERAL VIEW explode(…)`: its columns come from its arguments. */
  | { readonly kind: 'unnest'; readonly arguments: readonly Expression[] }
  | { readonly kind: 'function'; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: 'join'; readonly items: readonly FromItem[] }
  /** Groups the rows of a relation, and makes columns of values in them. */
  | {
      readonly kind: 'pivot';
      readonly of: Relation;
      readonly aggregates: readonly {
        readonly value: Expression;
        readonly alias?: Name;
      }[];
      /** The columns whose values become columns. */
      readonly by: readonly Expression[];
      /** A name for each of these values; nothing where only the rows say which there are. */
      readonly values?: readonly string[];
      /** Where it does not group by all columns that it does not mention. */
      readonly groupBy?: readonly Expression[];
    }
  /** Makes rows of columns. */
  | {
      readonly kind: 'unpivot';
      readonly of: Relation;
      /** The column that says which column a row comes from. */
      readonly label: Name;
      /** Columns of values, and for each of them the columns that they come from. */
      readonly values: readonly { readonly name: Name; readonly from: readonly Expression[] }[];
    }
  /** What else makes new columns out of a relation. */
  | {
      readonly kind: 'unknown';
      readonly node: string;
      readonly of: readonly Relation[];
      readonly expressions: readonly Expression[];
    }
);

export type Expression =
  /** `c`, `t.c`, `db.t.c` or `c.field`: the resolver decides. */
  | { readonly kind: 'column'; readonly parts: readonly Name[]; readonly span?: Span }
  | {
      readonly kind: 'literal';
      readonly text: string;
      /** `other` has no text. */
      readonly type: LiteralType;
    }
  | {
      readonly kind: 'call';
      /**
       * The function in lower case, or the operator in the parser's word: `eq`, `add`. `NOT IN` and the like are
       * `not` of their opposites; a cast says where it goes if that is `cast to date`.
       */
      readonly name: string;
      readonly class: 'operator' | 'cast' | 'function' | 'aggregate';
      readonly arguments: readonly Expression[];
    }
  | {
      readonly kind: 'window';
      readonly call: Expression;
      readonly partitionBy: readonly Expression[];
      readonly orderBy: readonly Expression[];
      readonly windowName?: string;
    }
  /** `conditions` decide which of `values` it is. */
  | {
      readonly kind: 'case';
      readonly conditions: readonly Expression[];
      readonly values: readonly Expression[];
    }
  | { readonly kind: 'query'; readonly query: Query; readonly use: 'value' | 'condition' }
  | { readonly kind: 'lambda'; readonly parameters: readonly Name[]; readonly body: Expression }
  | { readonly kind: 'star' }
  | { readonly kind: 'unknown'; readonly node: string; readonly parts: readonly Expression[] };

export type LiteralType =
  'string' | 'number' | 'boolean' | 'null' | 'date' | 'timestamp' | 'timestamptz' | 'other';

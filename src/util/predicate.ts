/**
 * What a statement asks of the rows of one table, in terms by which whole files can be left out: it
 * is read from SQL and judged against what is known of files. `true` is the answer that counts: a
 * file may be left out only where no row of it can make the predicate true, NULL being not true.
 */
export type Predicate =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Predicate[] }
  | {
      readonly kind: 'compare';
      readonly column: ColumnPath;
      readonly operator: Comparison;
      readonly value: Literal;
    }
  | { readonly kind: 'in'; readonly column: ColumnPath; readonly values: readonly Literal[] }
  | { readonly kind: 'not-in'; readonly column: ColumnPath; readonly values: readonly Literal[] }
  | { readonly kind: 'is-null' | 'not-null'; readonly column: ColumnPath }
  | { readonly kind: 'starts-with'; readonly column: ColumnPath; readonly prefix: string }
  /** May be true for any row: what could not be said in these terms. */
  | { readonly kind: 'anything' }
  /** True for no row: `WHERE false`. */
  | { readonly kind: 'nothing' };

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A column, or a field within one, from the outermost in. Names as the table has them. */
export type ColumnPath = readonly string[];

/** A constant as it is written in SQL: `text` is without quotes. What it means is up to the column's type. */
export interface Literal {
  readonly type: 'number' | 'string' | 'boolean' | 'date' | 'timestamp' | 'timestamptz';
  readonly text: string;
}

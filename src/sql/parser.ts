import type { Span } from '../util/span.js';
import type { Dialect } from './dialect.js';
import type { NamedTable } from './tablesByTokens.js';
import type { Statement } from './tree.js';

/** What became of one statement. */
export type ParsedStatement =
  { readonly kind: 'statement'; readonly statement: Statement } | ParseProblem;

/** Why a statement has no tree: its grammar, or that it nests too deeply to be read. */
export interface ParseProblem {
  readonly kind: 'problem';
  readonly code: 'syntax' | 'too-deep';
  /** The parser's own words, in English; for the log and for the detail of a diagnostic. */
  readonly message: string;
  /** Where in the text, in UTF-16 units. */
  readonly span: Span;
  /** The tables that the text names, as far as its words say it. */
  readonly tables: readonly NamedTable[];
}

/** Reads one statement at a time: `splitStatements` finds them. Never throws. */
export interface SqlParser {
  /** `at` is where the statement starts in the text that spans are to be of. */
  parse(statement: string, dialect: Dialect, at: number): ParsedStatement;
}

import { type Token, tokenize } from '../../sql/tokens.js';
import { isReserved } from '../../util/quote.js';
import type { Span } from '../../util/span.js';
import { closing, valueEnd } from './asOfValue.js';
import { nameOf, type WrittenName } from './names.js';

/** A table with a version in a statement: `orders o AT (VERSION => 7)`, `orders FOR VERSION AS OF 7 o`. */
export interface AsOf {
  readonly name: WrittenName;
  readonly unit: 'VERSION' | 'TIMESTAMP';
  /** The expression that says which. */
  readonly value: Span;
  /** All that is no longer there when the table is named by its version. */
  readonly clause: Span;
  /** DuckDB's grammar has `AT (…)` alone. */
  readonly isDuckDb: boolean;
}

/**
 * The clauses of a statement that ask for a table as it was, in DuckDB's, Trino's and Spark's grammar.
 * Tokens are enough to find them: `AT` is a reserved word, which no name and no alias is without
 * quotes, and nothing else in a statement has the words `VERSION AS OF` behind a name.
 */
export function findAsOf(sql: string): readonly AsOf[] {
  const tokens = tokenize(sql, 'duckdb').filter(({ kind }) => kind !== 'comment');
  return tokens.flatMap(
    (_, index) => atClause(sql, tokens, index) ?? asOfClause(sql, tokens, index) ?? [],
  );
}

/** The statement with spaces in the place of the clauses, so that all else keeps its place. */
export function withoutAsOf(sql: string, found: readonly AsOf[]): string {
  let text = '';
  let from = 0;
  for (const { clause } of found) {
    text += sql.slice(from, clause.start).padEnd(clause.end - from);
    from = clause.end;
  }
  return text + sql.slice(from);
}

/** `AT (VERSION => 7)`, behind an alias. */
function atClause(sql: string, tokens: readonly Token[], index: number): AsOf | undefined {
  const [token, open, unit, arrow, first] = tokens.slice(index, index + 5);
  if (wordOf(sql, token) !== 'AT' || wordOf(sql, open) !== '(' || wordOf(sql, arrow) !== '=>') {
    return undefined;
  }
  const close = closing(sql, tokens, index + 1);
  const [last, end] = close === undefined ? [] : tokens.slice(close - 1, close + 1);
  const name = nameBefore(sql, tokens, index);
  const written = wordOf(sql, unit);
  if (written !== 'VERSION' && written !== 'TIMESTAMP') return undefined;
  if (token === undefined || first === undefined || last === undefined || end === undefined) {
    return undefined;
  }
  if (name === undefined) return undefined;
  return {
    name,
    unit: written,
    value: { start: first.start, end: last.end },
    clause: { start: token.start, end: end.end },
    isDuckDb: true,
  };
}

/** `[FOR] VERSION AS OF 7`, before an alias. */
function asOfClause(sql: string, tokens: readonly Token[], index: number): AsOf | undefined {
  const token = tokens[index];
  const unit = units.get(wordOf(sql, token));
  if (unit === undefined || wordOf(sql, tokens[index + 1]) !== 'AS') return undefined;
  if (wordOf(sql, tokens[index + 2]) !== 'OF') return undefined;
  const start = wordOf(sql, tokens[index - 1]) === 'FOR' ? index - 1 : index;
  const before = tokens[start - 1];
  const hasName = before !== undefined && (isName(sql, before) || wordOf(sql, before) === ')');
  const name = hasName ? nameBefore(sql, tokens, start) : undefined;
  const last = valueEnd(sql, tokens, index + 3);
  const [first, end] = [tokens[index + 3], last === undefined ? undefined : tokens[last]];
  const from = tokens[start];
  if (name === undefined || first === undefined || end === undefined || from === undefined) {
    return undefined;
  }
  return {
    name,
    unit,
    value: { start: first.start, end: end.end },
    clause: { start: from.start, end: end.end },
    isDuckDb: false,
  };
}

const units: ReadonlyMap<string, AsOf['unit']> = new Map([
  ['VERSION', 'VERSION'],
  ['SYSTEM_VERSION', 'VERSION'],
  ['TIMESTAMP', 'TIMESTAMP'],
  ['SYSTEM_TIME', 'TIMESTAMP'],
]);

/** The name of the table whose clause begins at a token, with its alias in between. */
function nameBefore(sql: string, tokens: readonly Token[], at: number): WrittenName | undefined {
  let last = at - 1;
  if (wordOf(sql, tokens[last]) === ')') {
    // Names for the columns, which only an alias has.
    while (last > 0 && wordOf(sql, tokens[last]) !== '(') last--;
    last--;
  }
  const before = tokens[last - 1];
  if (wordOf(sql, before) === 'AS') last -= 2;
  else if (before !== undefined && isName(sql, before)) last -= 1;
  let first = last;
  while (wordOf(sql, tokens[first - 1]) === '.') first -= 2;
  return nameOf(sql, tokens.slice(Math.max(first, 0), last + 1));
}

function isName(sql: string, token: Token): boolean {
  return token.kind === 'name' || (token.kind === 'word' && !isReserved(wordOf(sql, token)));
}

/** A keyword or symbol in upper case; nothing for what is in quotes. */
function wordOf(sql: string, token: Token | undefined): string {
  if (token?.kind !== 'word' && token?.kind !== 'symbol') return '';
  return sql.slice(token.start, token.end).toUpperCase();
}

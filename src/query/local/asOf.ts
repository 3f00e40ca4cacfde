import { type Token, tokenize } from '../../sql/tokens.js';
import { isReserved } from '../../util/quote.js';
import type { Span } from '../../util/span.js';
import { nameOf, type WrittenName } from './names.js';

/** A table with a version in a statement: `orders o AT (VERSION => 7)`. */
export interface AsOf extends Span {
  readonly name: WrittenName;
  readonly unit: 'VERSION' | 'TIMESTAMP';
  /** The expression behind the arrow. */
  readonly value: Span;
  /** Where `AT` begins: an alias stands before it. */
  readonly at: number;
}

/**
 * The `AT` clauses of a statement that DuckDB can parse. `AT` is a reserved word there, which no name
 * and no alias is without quotes, so that tokens are enough to find them.
 */
export function findAsOf(sql: string): readonly AsOf[] {
  const tokens = tokenize(sql, 'duckdb').filter(({ kind }) => kind !== 'comment');
  const found: AsOf[] = [];
  for (const [index, token] of tokens.entries()) {
    const [open, unit, arrow] = tokens.slice(index + 1, index + 4);
    if (!isWord(sql, token, 'AT') || textOf(sql, open) !== '(' || textOf(sql, arrow) !== '=>') {
      continue;
    }
    const close = closing(sql, tokens, index + 1);
    const last = tokens[(close ?? 0) - 1];
    const first = tokens[index + 4];
    const name = nameBefore(sql, tokens, index);
    const written = textOf(sql, unit).toUpperCase();
    if (close === undefined || last === undefined || first === undefined || name === undefined)
      continue;
    if (written !== 'VERSION' && written !== 'TIMESTAMP') continue;
    found.push({
      name,
      unit: written,
      value: { start: first.start, end: last.end },
      at: token.start,
      start: name.start,
      end: tokens[close]?.end ?? last.end,
    });
  }
  return found;
}

/**
 * The statement with each table read from a schema instead, and without the clauses. The names in
 * `schemas` belong to `found` in order. All text outside the clauses keeps its position: a schema's
 * quoted name and dot must be no longer than ` AT(VERSION=>1)`, which is 14 characters.
 */
export function withoutAsOf(
  sql: string,
  found: readonly AsOf[],
  schemas: readonly string[],
): string {
  let text = '';
  let from = 0;
  for (const [index, { name, at, start, end }] of found.entries()) {
    const inner = `${schemas[index] ?? ''}.${sql.slice(name.last.start, at)}`;
    text += sql.slice(from, start) + inner.padEnd(end - start);
    from = end;
  }
  return text + sql.slice(from);
}

/** The name of the table whose clause begins at a token, with its alias in between. */
function nameBefore(sql: string, tokens: readonly Token[], at: number): WrittenName | undefined {
  let last = at - 1;
  if (textOf(sql, tokens[last]) === ')') {
    // Names for the columns, which only an alias has.
    while (last > 0 && textOf(sql, tokens[last]) !== '(') last--;
    last--;
  }
  const before = tokens[last - 1];
  if (isWord(sql, before, 'AS')) last -= 2;
  else if (before !== undefined && isName(sql, before)) last -= 1;
  let first = last;
  while (textOf(sql, tokens[first - 1]) === '.') first -= 2;
  return nameOf(sql, tokens.slice(Math.max(first, 0), last + 1));
}

function isName(sql: string, token: Token): boolean {
  return token.kind === 'name' || (token.kind === 'word' && !isReserved(textOf(sql, token)));
}

function isWord(sql: string, token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && textOf(sql, token).toUpperCase() === word;
}

function textOf(sql: string, token: Token | undefined): string {
  return token === undefined ? '' : sql.slice(token.start, token.end);
}

/** The token that closes the parenthesis at `open`. */
function closing(sql: string, tokens: readonly Token[], open: number): number | undefined {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.kind !== 'symbol') continue;
    const text = textOf(sql, token);
    if ('([{'.includes(text)) depth++;
    else if (')]}'.includes(text)) depth--;
    if (depth === 0) return index;
  }
  return undefined;
}

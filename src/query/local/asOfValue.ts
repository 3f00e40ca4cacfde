import type { Token } from '../../sql/tokens.js';
import { isReserved } from '../../util/quote.js';

/**
 * The last token of the value that begins at a token and has no parentheses around it: operands with operators
 * between them. A word after an operand is no longer the value's: it is an alias, or begins the next clause.
 */
export function valueEnd(sql: string, tokens: readonly Token[], first: number): number | undefined {
  const word = (index: number): string => textOf(sql, tokens[index]).toUpperCase();
  let at = first;
  for (;;) {
    let last = operandEnd(sql, tokens, at);
    if (last === undefined) return undefined;
    while (word(last + 1) === '::') {
      last += 2;
      if (word(last + 1) === '(') last = closing(sql, tokens, last + 1) ?? last;
    }
    if (['+', '-', '*', '/', '||'].includes(word(last + 1))) at = last + 2;
    else if (word(last + 1) === 'AT' && word(last + 2) === 'TIME' && word(last + 3) === 'ZONE') {
      at = last + 4;
    } else return last;
  }
}

/** The token that closes the parenthesis at `open`. */
export function closing(sql: string, tokens: readonly Token[], open: number): number | undefined {
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

/** `7`, `-7`, `'audit'`, `(…)`, `now()`, `a.b(…)`, `TIMESTAMP '…'`, `INTERVAL '1' DAY`. */
function operandEnd(sql: string, tokens: readonly Token[], first: number): number | undefined {
  let at = first;
  while (['+', '-'].includes(textOf(sql, tokens[at]))) at++;
  const token = tokens[at];
  if (token === undefined) return undefined;
  if (token.kind === 'number' || token.kind === 'string') return at;
  if (textOf(sql, token) === '(') return closing(sql, tokens, at);
  if (token.kind !== 'word' && token.kind !== 'name') return undefined;
  const typed = typedEnd(sql, tokens, at);
  if (typed !== undefined) return typed;
  while (textOf(sql, tokens[at + 1]) === '.') at += 2;
  if (textOf(sql, tokens[at + 1]) === '(') return closing(sql, tokens, at + 1);
  return token.kind === 'word' && isReserved(textOf(sql, token)) ? undefined : at;
}

/** A type before a text. */
function typedEnd(sql: string, tokens: readonly Token[], first: number): number | undefined {
  const words = tokens.slice(first, first + 4).map((token) => textOf(sql, token).toUpperCase());
  const [type = '', ...rest] = words;
  if (!types.has(type)) return undefined;
  const isZoned =
    ['WITH', 'WITHOUT'].includes(rest[0] ?? '') && rest[1] === 'TIME' && rest[2] === 'ZONE';
  const at = first + (isZoned ? 4 : 1);
  const kind = tokens[at]?.kind;
  if (type === 'INTERVAL' && (kind === 'string' || kind === 'number')) {
    return /^(?:year|month|week|day|hour|minute|second)s?$/i.test(textOf(sql, tokens[at + 1]))
      ? at + 1
      : at;
  }
  return kind === 'string' ? at : undefined;
}

const types: ReadonlySet<string> = new Set(['TIMESTAMP', 'TIMESTAMPTZ', 'DATE', 'INTERVAL']);

function textOf(sql: string, token: Token | undefined): string {
  return token === undefined ? '' : sql.slice(token.start, token.end);
}

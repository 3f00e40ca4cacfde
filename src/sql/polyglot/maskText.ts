import type { Dialect } from '../dialect.js';
import { type Token, tokenize, unquote } from '../tokens.js';

/**
 * A text that the parser can read, in which everything stays where it is: `${day}` and `{{day}}` become names of the
 * same length, for it does not know them (a `:day` or `$1` it reads itself), and `IDENTIFIER('s.t')` becomes `s.t`.
 */
export function maskText(text: string, dialect: Dialect): string {
  const hasIdentifier = /\bidentifier\s*\(/i.test(text);
  if (!text.includes('${') && !text.includes('{{') && !hasIdentifier) return text;
  const tokens = tokenize(text, dialect);
  let masked = '';
  let at = 0;
  const put = (token: { readonly start: number; readonly end: number }, by: string): void => {
    masked += text.slice(at, token.start) + by;
    at = token.end;
  };
  for (const [index, token] of tokens.entries()) {
    if (token.start < at) continue;
    const source = text.slice(token.start, token.end);
    if (token.kind === 'parameter' && source.endsWith('}')) {
      put(token, source.replace(/[^\p{L}\p{N}]/gu, '_'));
    } else if (token.kind === 'word' && source.toLowerCase() === 'identifier') {
      const call = callAt(text, tokens, index);
      if (call !== undefined) put(call, nameIn(text, call));
    }
  }
  return masked + text.slice(at);
}

interface Call {
  readonly start: number;
  readonly end: number;
  /** What stands between its parentheses. */
  readonly inner: readonly Token[];
}

/** A call whose name is the token at `index`. */
function callAt(text: string, tokens: readonly Token[], index: number): Call | undefined {
  const [name, open] = tokens.slice(index);
  if (name === undefined || open === undefined || text.charAt(open.start) !== '(') return undefined;
  let depth = 0;
  for (let at = index + 1; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.kind !== 'symbol') continue;
    const symbol = text.charAt(token.start);
    if (symbol === '(') depth++;
    else if (symbol === ')') depth--;
    if (depth > 0) continue;
    return { start: name.start, end: token.end, inner: tokens.slice(index + 2, at) };
  }
  return undefined;
}

/** The name that a call of `IDENTIFIER` stands for, where the text says it; else one that marks a parameter. */
function nameIn(text: string, { start, end, inner }: Call): string {
  const [only] = inner;
  const source = only === undefined ? '' : text.slice(only.start, only.end);
  const isName = only?.kind === 'word' || only?.kind === 'name' || only?.kind === 'string';
  const written = only?.kind === 'string' ? unquote(source) : source;
  const isKnown = inner.length === 1 && isName && /^[\w.`"]+$/.test(written);
  const name = isKnown ? written : `__${'x'.repeat(Math.max(1, end - start - 3))}_`;
  const from = isKnown ? only.start - start + (only.kind === 'string' ? 1 : 0) : 0;
  return name.padStart(from + name.length).padEnd(end - start);
}

import type { Span } from '../util/span.js';
import { type Dialect, type DialectRules, rulesOf } from './dialect.js';

/**
 * The words of a SQL text, found without a grammar, so that half-typed text has them too. The parser's own
 * tokenizer gives none at all where a string is left open.
 */
export interface Token extends Span {
  /**
   * `word` is a keyword or an unquoted name, `name` a quoted one. A `parameter` is `:day`, `$1`, `$day`, `?`,
   * `${day}` or `{{day}}`; a colon that is part of `a:b`, `::`, `[1:n]` or `{k: v}` is a symbol.
   */
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'parameter' | 'symbol' | 'comment';
  /** False where the text ends before the quote or the comment does. */
  readonly closed: boolean;
}

/** Every token from left to right. Nothing but white space lies between them. Any text has tokens. */
export function tokenize(text: string, dialect: Dialect): readonly Token[] {
  const rules = rulesOf(dialect);
  const tokens: Token[] = [];
  const brackets: string[] = [];
  for (let start = skipSpace(text, 0); start < text.length;) {
    const token = tokenAt(text, start, rules, tokens.at(-1), brackets);
    tokens.push(token);
    start = skipSpace(text, token.end);
  }
  return tokens;
}

/** What a quoted name or a string stands for, its quotes and doubled quotes undone; else the text as it is. */
export function unquote(source: string): string {
  const quote = source.at(0);
  if (quote === undefined || !'"`\''.includes(quote)) return source;
  const inner = source.slice(1, source.length > 1 && source.endsWith(quote) ? -1 : undefined);
  return inner.replaceAll(quote + quote, quote);
}

const space = /[\s\u{FEFF}]*/uy;
const word = /[\p{L}_][\p{L}\p{N}\p{M}_$]*/uy;
const number = /(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[A-Za-z]*/y;
const template = /\$\{[^{}\r\n]*\}|\{\{[^{}\r\n]*\}\}/y;
const dollarTag = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;
const dollarParameter = /\$[\p{L}\p{N}_]+/uy;
const symbol = /::|:=|->>|->|=>|<=|>=|<>|!=|\|\||\|>|[^]/uy;

function skipSpace(text: string, at: number): number {
  return matchEnd(space, text, at) ?? at;
}

function tokenAt(
  text: string,
  start: number,
  rules: DialectRules,
  before: Token | undefined,
  brackets: string[],
): Token {
  const here = text.charAt(start);
  const next = text.charAt(start + 1);
  if (here === '-' && next === '-') {
    return { kind: 'comment', start, end: endOfLine(text, start), closed: true };
  }
  if (here === '/' && next === '*') return blockComment(text, start, rules.nestedComments);
  if (rules.stringQuotes.includes(here))
    return quoted(text, start, start, 'string', rules.backslash);
  if (rules.nameQuotes.includes(here)) return quoted(text, start, start, 'name', false);
  if (next !== '' && rules.stringQuotes.includes(next)) {
    if (rules.rawPrefix.includes(here)) return quoted(text, start, start + 1, 'string', false);
    if (rules.escapePrefix.includes(here)) return quoted(text, start, start + 1, 'string', true);
  }
  const dollar = rules.dollarStrings && here === '$' ? dollarString(text, start) : undefined;
  if (dollar !== undefined) return dollar;
  const parameter = parameterEnd(text, start, before, brackets.at(-1));
  if (parameter !== undefined) return { kind: 'parameter', start, end: parameter, closed: true };
  const wordEnd = matchEnd(word, text, start);
  if (wordEnd !== undefined) return { kind: 'word', start, end: wordEnd, closed: true };
  const numberEnd = matchEnd(number, text, start);
  if (numberEnd !== undefined) return { kind: 'number', start, end: numberEnd, closed: true };
  if ('([{'.includes(here)) brackets.push(here);
  else if (')]}'.includes(here)) brackets.pop();
  return { kind: 'symbol', start, end: matchEnd(symbol, text, start) ?? start + 1, closed: true };
}

function quoted(
  text: string,
  start: number,
  open: number,
  kind: 'string' | 'name',
  backslash: boolean,
): Token {
  const quote = text.charAt(open);
  for (let at = open + 1; at < text.length; at++) {
    const here = text.charAt(at);
    if (here === '\\' && backslash) at++;
    else if (here === quote) {
      if (text.charAt(at + 1) !== quote) return { kind, start, end: at + 1, closed: true };
      at++;
    }
  }
  return { kind, start, end: text.length, closed: false };
}

function dollarString(text: string, start: number): Token | undefined {
  const tagEnd = matchEnd(dollarTag, text, start);
  if (tagEnd === undefined) return undefined;
  const tag = text.slice(start, tagEnd);
  const close = text.indexOf(tag, tagEnd);
  if (close < 0) return { kind: 'string', start, end: text.length, closed: false };
  return { kind: 'string', start, end: close + tag.length, closed: true };
}

function blockComment(text: string, start: number, nested: boolean): Token {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text.startsWith('/*', at) && (nested || depth === 0)) {
      depth++;
      at++;
    } else if (text.startsWith('*/', at)) {
      depth--;
      at++;
      if (depth === 0) return { kind: 'comment', start, end: at + 1, closed: true };
    }
  }
  return { kind: 'comment', start, end: text.length, closed: false };
}

function parameterEnd(
  text: string,
  start: number,
  before: Token | undefined,
  bracket: string | undefined,
): number | undefined {
  const here = text.charAt(start);
  if (here === '?') return start + 1;
  if (here === '$')
    return matchEnd(template, text, start) ?? matchEnd(dollarParameter, text, start);
  if (here === '{') return matchEnd(template, text, start);
  if (here !== ':') return undefined;
  const end = matchEnd(word, text, start + 1);
  if (end === undefined || before === undefined) return end;
  const isOperand =
    (before.kind !== 'symbol' && before.kind !== 'comment') ||
    ')]'.includes(text.slice(before.start, before.end));
  const isPart = before.end === start || bracket === '[' || bracket === '{';
  return isOperand && isPart ? undefined : end;
}

function endOfLine(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const here = text.charAt(at);
    if (here === '\n' || here === '\r') return at;
  }
  return text.length;
}

/** Where a match of a sticky pattern at `start` ends. */
function matchEnd(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start;
  const match = pattern.exec(text);
  return match === null ? undefined : start + match[0].length;
}

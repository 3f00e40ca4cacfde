import type { Dialect } from '../dialect.js';
import type { ParsedStatement } from '../parser.js';
import { type Token, tokenize, unquote } from '../tokens.js';
import type { Name, Query, Statement } from '../tree.js';

/** Reads a part of the text on its own; `at` is where it starts in the text that spans are to be of. */
export type Parse = (text: string, dialect: Dialect, at: number) => ParsedStatement;

/** What a query begins with. */
const queryWords: ReadonlySet<string> = new Set(['select', 'with', 'from', 'table', 'values', '(']);

/** The tokens of a statement from left to right, without comments. */
export class Words {
  readonly #text: string;
  readonly #dialect: Dialect;
  readonly #at: number;
  readonly #parse: Parse;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(text: string, dialect: Dialect, at: number, parse: Parse) {
    this.#text = text;
    this.#dialect = dialect;
    this.#at = at;
    this.#parse = parse;
    this.#tokens = tokenize(text, dialect).filter(({ kind }) => kind !== 'comment');
  }

  take(): string | undefined {
    const word = this.#word(this.#next);
    this.#next++;
    return word;
  }

  /** Goes over these words, where they stand next, all of them. */
  skip(...expected: readonly string[]): boolean {
    const isThere = expected.every((word, at) => this.#word(this.#next + at) === word);
    if (isThere) this.#next += expected.length;
    return isThere;
  }

  /** Goes behind the `AS` of `CREATE … AS SELECT …`. */
  skipToBody(): boolean {
    const start = this.#next;
    while (this.skipTo('as')) {
      this.#next++;
      if (queryWords.has(this.#word(this.#next) ?? '')) return true;
    }
    this.#next = start;
    return false;
  }

  /** Goes to the next of these words outside parentheses. */
  skipTo(...wanted: readonly string[]): boolean {
    for (let at = this.#next; at < this.#tokens.length; at++) {
      const word = this.#word(at) ?? '';
      if (wanted.includes(word)) {
        this.#next = at;
        return true;
      }
      if (word === '(') at = this.#closing(at);
    }
    return false;
  }

  /** `a.b.c`, or nothing where no name stands next. */
  name(): readonly Name[] {
    const names: Name[] = [];
    for (;;) {
      const token = this.#tokens[this.#next];
      if (token?.kind !== 'word' && token?.kind !== 'name') return names;
      const source = this.#text.slice(token.start, token.end);
      const span = { start: this.#at + token.start, end: this.#at + token.end };
      names.push({ text: unquote(source), quoted: token.kind === 'name', span });
      this.#next++;
      if (this.#word(this.#next) !== '.') return names;
      this.#next++;
    }
  }

  /** `(a, b)`, names alone; nothing else is gone over. */
  list(): readonly Name[] {
    if (this.#word(this.#next) !== '(') return [];
    const start = this.#next;
    const names: Name[] = [];
    do {
      this.#next++;
      const [name, ...rest] = this.name();
      if (name === undefined || rest.length > 0) break;
      names.push(name);
    } while (this.#word(this.#next) === ',');
    if (this.#word(this.#next) === ')') {
      this.#next++;
      return names;
    }
    this.#next = start;
    return [];
  }

  string(): string | undefined {
    const token = this.#tokens[this.#next];
    if (token?.kind !== 'string') return undefined;
    this.#next++;
    return unquote(this.#text.slice(token.start, token.end));
  }

  /** All that is left as a statement of its own. */
  rest(): Statement | undefined {
    // After `BEGIN` or, for the body of a procedure, behind it.
    this.skip('begin');
    const parsed = this.#part(this.#next, this.#tokens.length);
    return parsed?.kind === 'statement' ? parsed.statement : undefined;
  }

  /** The token that stands next. */
  here(): number {
    return this.#next;
  }

  /** The text from its start as a query, without what stands from a token on to the next one. */
  queryWithout(from: number): Query | undefined {
    const start = this.#tokens[from]?.start ?? 0;
    const end = this.#tokens[this.#next]?.start ?? this.#text.length;
    const blank = ' '.repeat(end - start);
    const text = this.#text.slice(0, start) + blank + this.#text.slice(end);
    return toQuery(this.#parse(text, this.#dialect, this.#at));
  }

  /** All that is left as a query, in any parentheses. */
  query(): Query | undefined {
    let [from, to] = [this.#next, this.#tokens.length];
    while (this.#word(from) === '(' && this.#closing(from) === to - 1) {
      from++;
      to--;
    }
    return toQuery(this.#part(from, to));
  }

  /** A query, or a string with one. */
  inParentheses(): Query | undefined {
    if (this.#word(this.#next) !== '(') return undefined;
    const end = this.#closing(this.#next);
    const from = this.#next + 1;
    this.#next = end + 1;
    const token = this.#tokens[from];
    if (token?.kind !== 'string') return toQuery(this.#part(from, end));
    const inner = unquote(this.#text.slice(token.start, token.end));
    return toQuery(this.#parse(inner, this.#dialect, this.#at + token.start + 1));
  }

  #part(from: number, to: number): ParsedStatement | undefined {
    const start = this.#tokens[from]?.start;
    const end = this.#tokens[to - 1]?.end;
    if (start === undefined || end === undefined || to <= from) return undefined;
    return this.#parse(this.#text.slice(start, end), this.#dialect, this.#at + start);
  }

  #word(at: number): string | undefined {
    const token = this.#tokens[at];
    if (token === undefined) return undefined;
    return this.#text.slice(token.start, token.end).toLowerCase();
  }

  /** Where the parenthesis closes that opens at `from`, or else the end. */
  #closing(from: number): number {
    let depth = 0;
    for (let at = from; at < this.#tokens.length; at++) {
      const word = this.#word(at);
      if (word === '(') depth++;
      else if (word === ')') depth--;
      if (depth === 0) return at;
    }
    return this.#tokens.length;
  }
}

function toQuery(parsed: ParsedStatement | undefined): Query | undefined {
  if (parsed?.kind !== 'statement' || parsed.statement.kind !== 'query') return undefined;
  return parsed.statement.query;
}

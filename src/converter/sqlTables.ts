import { unquote } from '../sql/tokens.js';
import type { Span } from '../util/span.js';
import { plainPath } from './migration.js';
import { type SqlStatement, type SqlText, statementsOf } from './sqlText.js';

/** A statement as its words: what rules look through without a grammar. */
export class Words {
  readonly #statement: SqlStatement;
  readonly #tokens: SqlStatement['tokens'];

  constructor(statement: SqlStatement) {
    this.#statement = statement;
    this.#tokens = statement.tokens.filter(({ kind }) => kind !== 'comment');
  }

  get length(): number {
    return this.#tokens.length;
  }

  /** The text of a token as it is written. */
  text(index: number): string {
    const token = this.#tokens[index];
    if (token === undefined) return '';
    const { start } = this.#statement;
    return this.#statement.text.slice(token.start - start, token.end - start);
  }

  kind(index: number): string | undefined {
    return this.#tokens[index]?.kind;
  }

  span(from: number, to = from + 1): Span {
    const first = this.#tokens[from];
    const last = this.#tokens[to - 1];
    return { start: first?.start ?? this.#statement.end, end: last?.end ?? this.#statement.end };
  }

  /** Whether these words stand at a place; upper case is compared with any. */
  has(index: number, ...words: readonly string[]): boolean {
    return words.every((word, i) => this.text(index + i).toUpperCase() === word);
  }

  /** Where these words begin, from a place on, outside parentheses only. */
  find(from: number, ...words: readonly string[]): number | undefined {
    let depth = 0;
    for (let i = from; i < this.length; i++) {
      if (depth === 0 && this.has(i, ...words)) return i;
      const text = this.text(i);
      if (text === '(') depth++;
      else if (text === ')') depth--;
    }
    return undefined;
  }

  /** The name of a table that begins at a place, and where it ends. */
  name(
    index: number,
  ):
    | { readonly text: string; readonly parts: readonly string[]; readonly next: number }
    | undefined {
    const parts: string[] = [];
    let at = index;
    for (;;) {
      const kind = this.kind(at);
      if (kind !== 'word' && kind !== 'name' && kind !== 'parameter') break;
      parts.push(unquote(this.text(at)));
      at++;
      // A hole or a parameter may be a part of a word: `sales_{day}`.
      while (this.span(at).start === this.span(at - 1).end && this.isWordPart(at)) at++;
      if (this.text(at) !== '.') break;
      at++;
    }
    if (parts.length === 0) return undefined;
    const { start, end } = this.span(index, at);
    const offset = this.#statement.start;
    return { text: this.#statement.text.slice(start - offset, end - offset), parts, next: at };
  }

  /** The place after the parenthesis that closes the one at `index`. */
  close(index: number): number | undefined {
    let depth = 0;
    for (let i = index; i < this.length; i++) {
      if (this.text(i) === '(') depth++;
      else if (this.text(i) === ')' && --depth === 0) return i + 1;
    }
    return undefined;
  }

  private isWordPart(index: number): boolean {
    const kind = this.kind(index);
    return kind === 'word' || kind === 'parameter';
  }
}

/** Paths that `CREATE TABLE name … LOCATION 'path'` gives a name to. */
export function tableLocations(texts: readonly SqlText[]): ReadonlyMap<string, string> {
  const locations = new Map<string, string>();
  for (const statement of texts.flatMap(statementsOf)) {
    const words = new Words(statement);
    const created = createdTable(words);
    if (created === undefined) continue;
    const location = words.find(created.next, 'LOCATION');
    if (location === undefined || words.kind(location + 1) !== 'string') continue;
    locations.set(plainPath(unquote(words.text(location + 1))), created.text);
  }
  return locations;
}

/** The table that a `CREATE [OR REPLACE] [EXTERNAL] TABLE` makes. */
export function createdTable(words: Words): ReturnType<Words['name']> {
  if (!words.has(0, 'CREATE')) return undefined;
  let at = 1;
  if (words.has(at, 'OR', 'REPLACE')) at += 2;
  if (words.has(at, 'EXTERNAL')) at++;
  if (!words.has(at, 'TABLE')) return undefined;
  at++;
  if (words.has(at, 'IF', 'NOT', 'EXISTS')) at += 3;
  return words.name(at);
}

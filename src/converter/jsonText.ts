import type { Span } from '../util/span.js';

/** A value of a JSON text that knows where it stands, so that a part can be replaced and the rest kept as it is. */
export type JsonValue = Span &
  (
    | { readonly kind: 'object'; readonly members: ReadonlyMap<string, JsonValue> }
    | { readonly kind: 'array'; readonly items: readonly JsonValue[] }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'other' }
  );

/** Reads JSON. Throws `SyntaxError` where the text is none. */
export function readJson(text: string): JsonValue {
  // The built-in parser is the judge of what is JSON; this one only finds where things are.
  JSON.parse(text.replace(/^\u{FEFF}/u, ''));
  return new Reader(text).value();
}

class Reader {
  readonly #text: string;
  #at: number;

  constructor(text: string) {
    this.#text = text;
    this.#at = text.startsWith('\u{FEFF}') ? 1 : 0;
  }

  value(): JsonValue {
    this.#space();
    const start = this.#at;
    switch (this.#text.charAt(start)) {
      case '{':
        return this.#object(start);
      case '[':
        return this.#array(start);
      case '"': {
        const value = this.#string();
        return { kind: 'string', value, start, end: this.#at };
      }
      default:
        while (this.#at < this.#text.length && !/[\s,\]}]/.test(this.#text.charAt(this.#at))) {
          this.#at++;
        }
        return { kind: 'other', start, end: this.#at };
    }
  }

  #object(start: number): JsonValue {
    const members = new Map<string, JsonValue>();
    this.#at++;
    this.#space();
    while (this.#text.charAt(this.#at) !== '}') {
      const name = this.#string();
      this.#space();
      this.#at++;
      members.set(name, this.value());
      this.#comma();
    }
    this.#at++;
    return { kind: 'object', members, start, end: this.#at };
  }

  #array(start: number): JsonValue {
    const items: JsonValue[] = [];
    this.#at++;
    this.#space();
    while (this.#text.charAt(this.#at) !== ']') {
      items.push(this.value());
      this.#comma();
    }
    this.#at++;
    return { kind: 'array', items, start, end: this.#at };
  }

  #string(): string {
    const start = this.#at;
    let end = start;
    do {
      end = this.#text.indexOf('"', end + 1);
    } while (this.#isEscaped(end));
    this.#at = end + 1;
    const source = this.#text.slice(start, this.#at);
    return source.includes('\\') ? String(JSON.parse(source)) : source.slice(1, -1);
  }

  #isEscaped(at: number): boolean {
    let backslashes = 0;
    while (this.#text.charAt(at - 1 - backslashes) === '\\') backslashes++;
    return backslashes % 2 === 1;
  }

  #comma(): void {
    this.#space();
    if (this.#text.charAt(this.#at) === ',') this.#at++;
    this.#space();
  }

  #space(): void {
    while (' \t\r\n'.includes(this.#text.charAt(this.#at)) && this.#at < this.#text.length) {
      this.#at++;
    }
  }
}

/** An entry that can not be used: shown as a red node under its name, never the end of the rest. */
export interface ConnectionProblem {
  readonly name: string;
  readonly problem: 'not-an-object' | 'unknown-type' | 'missing' | 'wrong' | 'relative-path';
  /** The key of the entry that is missing or wrong. */
  readonly key: string;
  /** What was found where something else was expected. */
  readonly found: string;
}

/** What the values of settings may refer to, and what paths are on this system. */
export interface SettingsContext {
  /** The editor's, such as `workspaceFolder`. */
  readonly variables: Readonly<Record<string, string>>;
  readonly isAbsolute: (path: string) => boolean;
}

/** Ends the reading of one entry. */
export class ProblemFound extends Error {
  readonly found: ConnectionProblem;

  constructor(found: ConnectionProblem) {
    super(found.problem);
    this.found = found;
  }
}

/** Reads the values of one entry by their keys. Throws `ProblemFound` for one that can not be used. */
export class EntryReader {
  readonly name: string;
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #context: SettingsContext;

  constructor(name: string, values: Readonly<Record<string, unknown>>, context: SettingsContext) {
    this.name = name;
    this.#values = values;
    this.#context = context;
  }

  /** A text that is there and not empty, with the editor's variables filled in. */
  text(key: string): string {
    return this.optionalText(key) ?? this.#fail('missing', key);
  }

  optionalText(key: string): string | undefined {
    const value = this.#values[key];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return this.#fail('wrong', key);
    return value.replace(
      /\$\{(\w+)\}/g,
      (whole, variable: string) => this.#context.variables[variable] ?? whole,
    );
  }

  /** One of some words; the first where none is written. */
  word<W extends string>(key: string, words: readonly [W, ...W[]]): W {
    const value = this.optionalText(key) ?? words[0];
    return words.find((word) => word === value) ?? this.#fail('wrong', key);
  }

  flag(key: string): boolean {
    const value = this.#values[key];
    if (value !== undefined && typeof value !== 'boolean') return this.#fail('wrong', key);
    return value === true;
  }

  /** A number of at least 0. */
  optionalAmount(key: string): number | undefined {
    const value = this.#values[key];
    if (value === undefined) return undefined;
    return typeof value === 'number' && value >= 0 ? value : this.#fail('wrong', key);
  }

  /** An `http` or `https` address, without the slashes at its end. */
  address(key: string): string {
    const text = this.text(key);
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
    // Who writes a password into an address has it in his settings.
    if (!isWeb || url.username !== '' || url.password !== '') return this.#fail('wrong', key);
    return text.replace(/\/+$/, '');
  }

  /** An absolute folder. */
  folder(key: string): string {
    const path = this.text(key);
    return this.#context.isAbsolute(path) ? path : this.#fail('relative-path', key, path);
  }

  /** The object at a key, read in the same way; an empty one where there is none. */
  inner(key: string): EntryReader {
    const value = this.#values[key] ?? {};
    return isRecord(value)
      ? new EntryReader(this.name, value, this.#context)
      : this.#fail('wrong', key);
  }

  /** Ends the reading: the value at a key is not what it should be. */
  wrong(key: string): never {
    this.#fail('wrong', key);
  }

  #fail(problem: ConnectionProblem['problem'], key: string, found?: string): never {
    throw new ProblemFound({
      name: this.name,
      problem,
      key,
      found: found ?? shown(this.#values[key]),
    });
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value of settings as a person wrote it. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

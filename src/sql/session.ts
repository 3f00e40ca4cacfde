import { type Dialect, rulesOf } from './dialect.js';
import type { Resolution, SchemaLookup } from './resolve/resolution.js';
import type { Statement } from './tree.js';

/** What the statements of a text leave for those after them: where names are looked for, and tables with their columns. */
export class Session {
  readonly #dialect: Dialect;
  readonly #schema: SchemaLookup;
  readonly #made = new Map<string, readonly string[] | undefined>();
  #catalog: readonly string[] = [];
  #namespace: readonly string[] = [];

  constructor(dialect: Dialect, schema: SchemaLookup) {
    this.#dialect = dialect;
    this.#schema = schema;
  }

  /** The columns of a table that the text has made, or else what is known of it from elsewhere. */
  readonly schema: SchemaLookup = (name) => {
    const key = keyOf(name);
    return this.#made.has(key) ? this.#made.get(key) : this.#schema(name);
  };

  /** A name with what an earlier `USE` puts before it. */
  readonly qualify = (name: readonly string[]): readonly string[] => {
    if (name.length === 1) return [...this.#catalog, ...this.#namespace, ...name];
    return name.length === 2 ? [...this.#catalog, ...name] : name;
  };

  after(statement: Statement, resolution: Resolution): void {
    if (statement.kind === 'use') this.#use(statement);
    this.made(resolution);
  }

  /** Goes on with what a statement has made, renamed or dropped. */
  made(resolution: Resolution): void {
    const { type, target, tables, outputs, lifecycle } = resolution;
    const written = target === undefined ? undefined : tables[target]?.name;
    if (written === undefined) return;
    if (type === 'create-table' || type === 'create-view') {
      const columns = outputs.map((output) =>
        output.kind === 'column' ? output.target : undefined,
      );
      const isWhole = columns.every((name) => name !== undefined);
      this.#made.set(keyOf(written), isWhole ? columns : undefined);
    }
    const [first] = tables;
    if (lifecycle === 'rename' && first !== undefined) {
      const columns = this.schema(first.name);
      if (columns !== undefined) this.#made.set(keyOf(written), columns);
      this.#made.delete(keyOf(first.name));
    }
    if (lifecycle === 'drop') for (const { name } of tables) this.#made.delete(keyOf(name));
  }

  #use({ level, name }: Extract<Statement, { kind: 'use' }>): void {
    const names = name.map(({ text }) => text);
    if (names.length > 1) {
      this.#catalog = names.slice(0, -1);
      this.#namespace = names.slice(-1);
      return;
    }
    const chosen = level === 'default' ? rulesOf(this.#dialect).use : level;
    if (chosen === 'catalog') this.#catalog = names;
    else this.#namespace = names;
  }
}

function keyOf(name: readonly string[]): string {
  return name.join('\0').toLowerCase();
}

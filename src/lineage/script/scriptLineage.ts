import type { AnalyzedStatement } from '../../sql/analyze.js';
import type {
  ColumnRef,
  Influence,
  OutputColumn,
  Resolution,
  TableUse,
} from '../../sql/resolve/resolution.js';
import type { Lifecycle } from '../../sql/tree.js';

/**
 * What counts as in and out. `all`: every table that a statement reads or writes, as in OpenLineage, where each
 * statement is a run of its own, and dropping, emptying or renaming a table is one too. `external`: what the script
 * as a whole takes from outside and leaves behind; what it makes and reads is under way, neither in nor out, and so
 * is what is gone at its end.
 */
export type ScriptInputs = 'all' | 'external';

/** What a script as a whole reads and writes. Names are lower-cased and qualified as written. */
export interface ScriptLineage {
  readonly tablesIn: readonly string[];
  readonly tablesOut: readonly string[];
  readonly columns: readonly ScriptColumn[];
  readonly problems: readonly ScriptProblem[];
}

/** A column of a table that is written, or of the rows that a query gives, and the columns it comes from. */
export interface ScriptColumn {
  /** `table.column`, or `column` alone of a query; `*` for all columns of tables whose schema is not known. */
  readonly out: string;
  /** With those that its expression decides by: conditions of `CASE`, partitions and order of windows. */
  readonly in: readonly string[];
  /** Columns that decide which rows there are: filters, joins, groups, order. */
  readonly indirect: readonly string[];
}

export interface ScriptProblem {
  /** What could not be told: a reason of the resolver's. */
  readonly reason: string;
  readonly name?: string;
  /** Where in the text, in UTF-16 units. */
  readonly start?: number;
  readonly end?: number;
}

/** Names of columns: what a column is made of or decided by, and what decides about its rows. */
interface Parts {
  readonly in: ReadonlySet<string>;
  readonly indirect: ReadonlySet<string>;
}

/** What the script has put into a table so far. */
interface Written {
  readonly columns: Map<string, Parts>;
  readonly isTemporary: boolean;
  /** By a later statement. */
  isRead: boolean;
}

/** Follows the statements of a script in their order, from the tables they read to those they write. */
export function scriptLineage(
  statements: readonly AnalyzedStatement[],
  inputs: ScriptInputs,
): ScriptLineage {
  const script = new Script(inputs);
  for (const statement of statements) script.add(statement);
  return script.answer();
}

class Script {
  readonly #inputs: ScriptInputs;
  readonly #read = new Set<string>();
  readonly #written = new Map<string, Written>();
  /** Columns of queries that write nothing. */
  readonly #shown = new Map<string, Parts>();
  readonly #problems: ScriptProblem[] = [];

  constructor(inputs: ScriptInputs) {
    this.#inputs = inputs;
  }

  add({ span, resolution }: AnalyzedStatement): void {
    for (const { reason, name, span: at } of resolution.unknowns) {
      const { start, end } = at ?? span;
      this.#problems.push({ reason, start, end, ...(name === undefined ? {} : { name }) });
    }
    const { tables, target, otherTargets = [], lifecycle } = resolution;
    const names = tables.map(({ name }) => name.join('.').toLowerCase());
    if (lifecycle !== undefined && this.#inputs === 'external') {
      this.#changeWhole(lifecycle, names);
      return;
    }
    tables.forEach((table, at) => {
      const isRead = table.role === 'read' || lifecycle === 'swap';
      if (isRead && isUsed(table)) this.#readTable(names[at] ?? '');
    });
    const made = this.#columnsOf(resolution, names);
    if (target === undefined) {
      if (resolution.type === 'query') merge(this.#shown, made);
      return;
    }
    for (const at of [target, ...otherTargets]) {
      const name = names[at];
      if (name === undefined || tables[at]?.isParameter === true) continue;
      const isTemporary = resolution.isTemporary === true;
      const written = this.#written.get(name) ?? { columns: new Map(), isTemporary, isRead: false };
      if (at === target) merge(written.columns, made);
      this.#written.set(name, written);
    }
  }

  /** For a script as a whole a dropped table is gone, and a renamed one goes on under its new name. */
  #changeWhole(change: Lifecycle, [first = '', second = '']: readonly string[]): void {
    const written = this.#written.get(first);
    if (change === 'drop') this.#written.delete(first);
    if (change !== 'rename' || written === undefined) return;
    this.#written.delete(first);
    this.#written.set(second, written);
  }

  answer(): ScriptLineage {
    const isUnderWay = ({ isRead, isTemporary }: Written): boolean =>
      isTemporary || (this.#inputs === 'external' && isRead);
    const out = [...this.#written].filter(([, written]) => !isUnderWay(written));
    const ofTables = out.flatMap(([table, { columns }]) =>
      [...columns].map(([column, parts]) => toColumn(`${table}.${column}`, parts)),
    );
    const ofQueries = [...this.#shown].map(([column, parts]) => toColumn(column, parts));
    return {
      tablesIn: [...this.#read].sort(),
      tablesOut: out.map(([table]) => table).sort(),
      columns: [...ofTables, ...ofQueries],
      problems: this.#problems,
    };
  }

  #readTable(name: string): void {
    const written = this.#written.get(name);
    if (written !== undefined) written.isRead = true;
    if (written === undefined || (this.#inputs === 'all' && !written.isTemporary)) {
      this.#read.add(name);
    }
  }

  #columnsOf(resolution: Resolution, names: readonly string[]): ReadonlyMap<string, Parts> {
    const columns = new Map<string, Parts>();
    // What decides about all rows decides about each column.
    const rows = new Set(resolution.influences.flatMap((ref) => [...this.#sources(ref, names)]));
    resolution.outputs.forEach((output, at) => {
      for (const [name, parts] of this.#column(output, at, names)) {
        const indirect = new Set([...parts.indirect, ...rows]);
        merge(columns, new Map([[name, { ...parts, indirect }]]));
      }
    });
    return columns;
  }

  #column(
    output: OutputColumn,
    at: number,
    names: readonly string[],
  ): readonly (readonly [string, Parts])[] {
    if (output.kind === 'star') {
      return output.tables.flatMap((table) => this.#star(names[table] ?? ''));
    }
    const name = (output.target ?? output.name)?.toLowerCase() ?? `_${at}`;
    const direct = output.direct.flatMap((ref) => this.#sources(ref, names));
    const [own, ofRows] = [true, false].map((isOwn) =>
      output.indirect
        .filter(({ influence }) => isOfExpression(influence) === isOwn)
        .flatMap((ref) => this.#sources(ref, names)),
    );
    return [[name, { in: new Set([...direct, ...(own ?? [])]), indirect: new Set(ofRows) }]];
  }

  /** Every column of a table: those that the script gave it, or all that it may have. */
  #star(table: string): readonly (readonly [string, Parts])[] {
    const written = this.#followed(table);
    if (written === undefined) {
      return [['*', { in: new Set([`${table}.*`]), indirect: new Set() }]];
    }
    return [...written.columns];
  }

  /** The columns outside the script that a column comes from. */
  #sources({ table, field }: ColumnRef, names: readonly string[]): readonly string[] {
    const name = names[table] ?? '';
    const column = field.toLowerCase();
    const written = this.#followed(name);
    if (written === undefined) return [`${name}.${column}`];
    const known = written.columns.get(column);
    if (known !== undefined) return [...known.in];
    const open = written.columns.get('*');
    return open === undefined
      ? [`${name}.${column}`]
      : [...open.in].map((all) => all.replace(/\*$/, column));
  }

  /** A table that the script made, where what is in it is followed through it. */
  #followed(table: string): Written | undefined {
    const written = this.#written.get(table);
    return this.#inputs === 'external' || written?.isTemporary === true ? written : undefined;
  }
}

function isUsed({ isOnlyNamed, isUnread, isParameter }: TableUse): boolean {
  return isOnlyNamed !== true && isUnread !== true && isParameter !== true;
}

/** By OpenLineage's meaning these belong to the column, the others to the dataset. */
function isOfExpression(influence: Influence): boolean {
  return influence === 'conditional' || influence === 'window';
}

function merge(into: Map<string, Parts>, more: ReadonlyMap<string, Parts>): void {
  for (const [name, parts] of more) {
    const before = into.get(name);
    into.set(name, {
      in: new Set([...(before?.in ?? []), ...parts.in]),
      indirect: new Set([...(before?.indirect ?? []), ...parts.indirect]),
    });
  }
}

function toColumn(out: string, parts: Parts): ScriptColumn {
  return { out, in: [...parts.in], indirect: [...parts.indirect] };
}

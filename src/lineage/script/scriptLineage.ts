import type { AnalyzedStatement } from '../../sql/analyze.js';
import type {
  ColumnRef,
  IndirectRef,
  Influence,
  OutputColumn,
  Resolution,
  TableUse,
  Transformation,
  UnknownReason,
} from '../../sql/resolve/resolution.js';
import { stronger } from '../../sql/resolve/lineage.js';
import type { Lifecycle } from '../../sql/tree.js';
import type { Span } from '../../util/span.js';

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
  readonly from: readonly ScriptSource[];
}

/** A column, as `table.column`, that another one is made of or decided by, in OpenLineage's words. */
export type ScriptSource = { readonly column: string } & (
  | { readonly kind: 'direct'; readonly subtype: Transformation }
  | { readonly kind: 'indirect'; readonly subtype: Influence }
);

/**
 * Whether a source belongs to the column itself, as OpenLineage has it: its values, the conditions of its `CASE`, the
 * partitions and the order of its windows. The others decide which rows there are, for all columns alike.
 */
export function isOfColumn({ kind, subtype }: ScriptSource): boolean {
  return kind === 'direct' || subtype === 'conditional' || subtype === 'window';
}

/** What could not be told, and where. */
export interface ScriptProblem {
  readonly reason: UnknownReason | 'time-limit';
  /** The table or the name in question. */
  readonly name?: string;
  /** Which text of the script, from 0, and where in it. */
  readonly text: number;
  readonly span?: Span;
}

/** The sources of a column, each once. */
type Sources = ReadonlyMap<string, ScriptSource>;

/** What the script has put into a table so far. */
interface Written {
  readonly columns: Map<string, Sources>;
  readonly isTemporary: boolean;
  /** By a later statement. */
  isRead: boolean;
}

/** Follows the statements of all texts of a script in their order, from the tables they read to those they write. */
export function scriptLineage(
  texts: readonly (readonly AnalyzedStatement[])[],
  inputs: ScriptInputs,
): ScriptLineage {
  const script = new Script(inputs);
  texts.forEach((statements, text) => {
    for (const statement of statements) script.add(statement, text);
  });
  return script.answer();
}

class Script {
  readonly #inputs: ScriptInputs;
  readonly #read = new Set<string>();
  readonly #written = new Map<string, Written>();
  /** Columns of queries that write nothing. */
  readonly #shown = new Map<string, Sources>();
  readonly #problems: ScriptProblem[] = [];

  constructor(inputs: ScriptInputs) {
    this.#inputs = inputs;
  }

  add({ span, resolution }: AnalyzedStatement, text: number): void {
    for (const { reason, name, span: at = span } of resolution.unknowns) {
      this.#problems.push({ reason, text, span: at, ...(name === undefined ? {} : { name }) });
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

  /** For a script as a whole dropped tables are gone, and a renamed one goes on under its new name. */
  #changeWhole(change: Lifecycle, names: readonly string[]): void {
    if (change === 'drop') for (const name of names) this.#written.delete(name);
    const [before = '', after = ''] = names;
    const written = this.#written.get(before);
    if (change !== 'rename' || written === undefined) return;
    this.#written.delete(before);
    this.#written.set(after, written);
  }

  answer(): ScriptLineage {
    const isUnderWay = ({ isRead, isTemporary }: Written): boolean =>
      isTemporary || (this.#inputs === 'external' && isRead);
    const out = [...this.#written].filter(([, written]) => !isUnderWay(written));
    const ofTables = out.flatMap(([table, { columns }]) =>
      [...columns].map(([column, sources]) => toColumn(`${table}.${column}`, sources)),
    );
    const ofQueries = [...this.#shown].map(([column, sources]) => toColumn(column, sources));
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

  #columnsOf(resolution: Resolution, names: readonly string[]): ReadonlyMap<string, Sources> {
    const columns = new Map<string, Sources>();
    // What decides about all rows decides about each column.
    const rows = resolution.influences.flatMap((ref) => this.#decided(ref, names));
    resolution.outputs.forEach((output, at) => {
      for (const [name, sources] of this.#column(output, at, names)) {
        merge(columns, new Map([[name, setOf([...sources, ...rows])]]));
      }
    });
    return columns;
  }

  #column(
    output: OutputColumn,
    at: number,
    names: readonly string[],
  ): readonly (readonly [string, readonly ScriptSource[]])[] {
    if (output.kind === 'star') {
      return output.tables.flatMap((table) => this.#star(names[table] ?? ''));
    }
    const name = (output.target ?? output.name)?.toLowerCase() ?? `_${at}`;
    const made = output.direct.flatMap((ref) =>
      this.#sources(ref, names).map((source): ScriptSource =>
        source.kind === 'direct'
          ? { ...source, subtype: stronger(source.subtype, ref.transformation) }
          : source,
      ),
    );
    return [[name, [...made, ...output.indirect.flatMap((ref) => this.#decided(ref, names))]]];
  }

  /** Every column of a table: those that the script gave it, or all that it may have. */
  #star(table: string): readonly (readonly [string, readonly ScriptSource[]])[] {
    const written = this.#followed(table);
    if (written === undefined) {
      return [['*', [{ column: `${table}.*`, kind: 'direct', subtype: 'identity' }]]];
    }
    return [...written.columns].map(([name, sources]) => [name, [...sources.values()]]);
  }

  #decided(ref: IndirectRef, names: readonly string[]): readonly ScriptSource[] {
    return this.#sources(ref, names).map(({ column }) => ({
      column,
      kind: 'indirect',
      subtype: ref.influence,
    }));
  }

  /** The columns outside the script that a column comes from. */
  #sources({ table, field }: ColumnRef, names: readonly string[]): readonly ScriptSource[] {
    const name = names[table] ?? '';
    const column = field.toLowerCase();
    const own = { column: `${name}.${column}`, kind: 'direct', subtype: 'identity' } as const;
    const written = this.#followed(name);
    if (written === undefined) return [own];
    const known = written.columns.get(column);
    if (known !== undefined) return [...known.values()];
    const open = written.columns.get('*');
    if (open === undefined) return [own];
    return [...open.values()].map((source) => ({
      ...source,
      column: source.column.replace(/\*$/, column),
    }));
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

function setOf(sources: readonly ScriptSource[]): Sources {
  return new Map(
    sources.map((source) => [`${source.column} ${source.kind} ${source.subtype}`, source]),
  );
}

function merge(into: Map<string, Sources>, more: ReadonlyMap<string, Sources>): void {
  for (const [name, sources] of more)
    into.set(name, new Map([...(into.get(name) ?? []), ...sources]));
}

function toColumn(out: string, sources: Sources): ScriptColumn {
  return { out, from: [...sources.values()] };
}

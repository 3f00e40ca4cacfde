import { column, emptyFrame } from './frame.js';
import { type AnalyzedStatement, analyzeText } from '../../sql/analyze.js';
import type { SqlParser } from '../../sql/parser.js';
import { resolveQuery } from '../../sql/resolve/queries.js';
import type { NameUse, Resolution, TableUse, UnknownReason } from '../../sql/resolve/resolution.js';
import type { Run } from '../../sql/resolve/run.js';
import type { Session } from '../../sql/session.js';
import type { PyNode } from '../../syntax/pythonNode.js';
import type { Span } from '../../util/span.js';
import type { LineageCell } from '../lineageFile.js';
import type { Call } from './call.js';
import { compact } from './compact.js';
import { Environment } from './environment.js';
import { type Code, dialect, type Frame, newId } from './frame.js';
import { identity, outputsOf } from './outputs.js';
import { newRecord, type Record, type Sink } from './record.js';
import type { Unit } from './unit.js';
import type { ClassValue, FunctionValue, Scope, TableName, Value } from './value.js';

/** The steps of reading, here because they need each other. */
export interface Steps {
  evaluate(node: PyNode, machine: Machine): Value;
  call(fn: Value, call: Call, machine: Machine): Value;
  invoke(fn: FunctionValue, call: Call | undefined, machine: Machine): Value;
  runBlock(block: PyNode, machine: Machine): unknown;
}

/** A cell of another file; its code, where it is Python. */
export interface OtherCell {
  readonly unit: Unit | undefined;
  readonly cell: LineageCell;
}

/** More than any program that people write takes; one that loops over itself ends here. */
const maxSteps = 60_000;

/** Calls of functions inside each other. */
export const maxDepth = 6;

/** What the pieces of Python of one file share: tables, what is being said, and where the reading stands. */
export class Machine {
  readonly parser: SqlParser;
  readonly session: Session;
  readonly tables: TableUse[] = [];
  /** Functions of the file, and those that something has called. */
  readonly defined: FunctionValue[] = [];
  readonly classes: ClassValue[] = [];
  readonly called = new Set<PyNode>();
  /** Modules of the workspace that were imported, by their URIs. */
  readonly modules = new Map<string, Environment>();
  /** The cells of another file; nothing where there is none. */
  readonly unitsOf: (uri: string) => readonly OtherCell[] | undefined;
  unit: Unit;
  environment: Environment;
  /** Functions that are being called, the innermost last. */
  readonly calls: PyNode[] = [];
  /** The cell that statements are said of; code from elsewhere counts as where it is called. */
  #home: Unit | undefined;
  #out: AnalyzedStatement[] = [];
  #record: Record | undefined;
  #steps = 0;
  /** Facts of the cell that were said: code that runs again says them again. */
  readonly #noted = new Set<string>();
  readonly #readers: Steps;

  constructor(
    parser: SqlParser,
    session: Session,
    unit: Unit,
    steps: Steps,
    unitsOf: (uri: string) => readonly OtherCell[] | undefined,
  ) {
    this.parser = parser;
    this.session = session;
    this.unit = unit;
    this.environment = new Environment();
    this.unitsOf = unitsOf;
    this.#readers = steps;
  }

  evaluate(node: PyNode): Value {
    return this.#readers.evaluate(node, this);
  }

  call(fn: Value, call: Call): Value {
    return this.#readers.call(fn, call, this);
  }

  invoke(fn: FunctionValue, call: Call | undefined): Value {
    return this.#readers.invoke(fn, call, this);
  }

  runBlock(block: PyNode): void {
    this.#readers.runBlock(block, this);
  }

  /** Reads a cell and returns what its statements say. */
  cell(unit: Unit, read: () => void): readonly AnalyzedStatement[] {
    this.unit = unit;
    this.#home = unit;
    this.#out = [];
    this.#steps = 0;
    this.#noted.clear();
    read();
    return this.#out;
  }

  /** Whether there is patience for one step more. */
  step(): boolean {
    return ++this.#steps < maxSteps;
  }

  text(node: Span): string {
    return this.unit.tree.text.slice(node.start, node.end);
  }

  code(node: Span): Code {
    return { unit: this.unit.id, start: node.start, end: node.end, text: this.text(node) };
  }

  /** Where something is in the cell: in code from elsewhere, where that is called. */
  span(node: Span): Span {
    if (this.unit === this.#home) return { start: node.start, end: node.end };
    return this.#record?.span ?? { start: 0, end: 0 };
  }

  get isHome(): boolean {
    return this.unit === this.#home;
  }

  get homeId(): number {
    return this.#home?.id ?? -1;
  }

  /** Says what one statement of Python means. Those inside it (of a function that it calls) come before it. */
  statement(node: Span, read: () => void): void {
    // Elsewhere's statements are part of the one that leads there.
    if (this.#record !== undefined && !this.isHome) {
      read();
      return;
    }
    const before = this.#record;
    const record = newRecord({ start: node.start, end: node.end });
    this.#record = record;
    try {
      read();
    } finally {
      this.#record = before;
    }
    this.#close(record);
  }

  /** Where the caret can be comes before what is written: the first statement around it is asked for its names. */
  #close({ span, uses, unknowns: all, reads, inside, writes, shown }: Record): void {
    const unknowns = all.filter(({ reason, name, span: at }) => {
      const key = JSON.stringify([reason, name, at, span.start]);
      return !this.#noted.has(key) && this.#noted.add(key);
    });
    this.#out.push(...inside);
    const isQuery = writes.length === 0;
    const { outputs = [], influences = [] } = shown ?? {};
    if (
      uses.length > 0 ||
      unknowns.length > 0 ||
      shown !== undefined ||
      (isQuery && reads.size > 0)
    ) {
      const resolution = this.#resolution(
        {
          type: isQuery ? 'query' : 'session',
          readsOnly: isQuery,
          outputs,
          influences,
          uses,
          unknowns,
        },
        isQuery ? reads : [],
        span,
      );
      this.#out.push({ span, resolution });
    }
    this.#out.push(...writes);
  }

  #resolution(parts: Omit<Resolution, 'tables'>, tables: Iterable<number>, span: Span): Resolution {
    return compact({ ...parts, tables: this.tables }, tables, span);
  }

  /** Runs code of another file, which says what it does itself: here it defines names, and temporary views if those are kept. */
  aside(node: Span, kept: 'views' | 'nothing', read: () => void): void {
    const before = this.#record;
    const record = newRecord(before?.span ?? this.span(node));
    this.#record = record;
    try {
      read();
    } finally {
      this.#record = before;
    }
    if (kept === 'nothing') return;
    const views = [...record.inside, ...record.writes].filter(
      ({ resolution }) => resolution.isTemporary === true,
    );
    this.#out.push(...views.map(({ resolution }) => ({ span: record.span, resolution })));
  }

  /** A cell of SQL of another file: what it makes and uses goes on here. */
  include({ text }: LineageCell): void {
    const statements = analyzeText(this.parser, text, dialect, this.session.schema, this.session);
    for (const { resolution } of statements) {
      const span = this.#record?.span ?? { start: 0, end: 0 };
      const tables = resolution.tables.map((table) => ({ ...table, span }));
      const outputs = resolution.outputs.map((output) =>
        output.kind === 'star' ? output : { ...output, span },
      );
      this.say({ span, resolution: { ...resolution, tables, outputs, uses: [], unknowns: [] } });
    }
  }

  /** Runs code at another place. */
  within<T>(unit: Unit, environment: Environment | Scope, read: () => T): T {
    const before = [this.unit, this.environment] as const;
    this.unit = unit;
    this.environment =
      environment instanceof Environment ? environment : new Environment(environment);
    try {
      return read();
    } finally {
      [this.unit, this.environment] = before;
    }
  }

  /** For what the resolver does on behalf of the statement at hand. */
  run(): Run {
    const record = this.#record;
    const isHome = this.isHome;
    const run: Run = {
      dialect,
      schema: this.session.schema,
      qualify: this.session.qualify,
      tables: this.tables,
      tableWithin: [],
      uses: isHome && record !== undefined ? record.uses : [],
      unknowns: record?.unknowns ?? [],
      asked: [],
      written: new Set(),
      onWritten: () => undefined,
      within: { cte: undefined },
      cteNames: new Set(),
      query: (query, outer) => resolveQuery(query, outer, run),
    };
    return run;
  }

  /** A fact that something is not known. */
  note(reason: UnknownReason, at: Span, name?: string): void {
    this.#record?.unknowns.push({
      reason,
      span: this.span(at),
      ...(name === undefined ? {} : { name }),
    });
  }

  use(use: NameUse): void {
    if (this.isHome) this.#record?.uses.push(use);
  }

  /** A table in the list of all, named at a place of the code. */
  addTable({ parts, isParameter, isPath }: TableName, role: TableUse['role'], at: Span): number {
    const written = parts.map(({ text }) => text);
    const name = isPath === true ? written : this.session.qualify(written);
    const hasHole = parts.some(({ text }) => text.includes('{'));
    const columns = hasHole ? undefined : this.session.schema(name);
    const index = this.tables.length;
    const span = this.span(at);
    this.tables.push({
      name,
      role,
      span,
      ...(isParameter ? { isParameter } : {}),
      ...(columns === undefined ? {} : { columns }),
    });
    this.use({ span, meaning: { kind: 'table', table: index } });
    if (hasHole) this.note('parameter', at, name.join('.'));
    return index;
  }

  /** All rows of a table. */
  read(
    name: TableName,
    api: Frame['api'],
    at: Span,
    schema?: readonly string[],
    role: TableUse['role'] = 'read',
  ): Frame {
    const table = this.addTable(name, role, at);
    if (role === 'read') this.#record?.reads.add(table);
    const known = schema ?? this.tables[table]?.columns;
    const shared = { qualifier: name.parts };
    const columns =
      known === undefined
        ? [
            {
              kind: 'open',
              id: newId(),
              tables: [table],
              except: new Set<string>(),
              ...shared,
            } as const,
          ]
        : known.map((field) => ({
            ...column({ text: field, quoted: true }, identity(table, field)),
            ...shared,
          }));
    return { ...emptyFrame(api), columns, tables: [table] };
  }

  /** Tables that a query of SQL reads. */
  readAll(tables: readonly number[]): void {
    for (const table of tables) this.#record?.reads.add(table);
  }

  /** The columns of a table, where they are known. */
  columnsOf({ parts }: TableName): readonly string[] | undefined {
    return this.session.schema(this.session.qualify(parts.map(({ text }) => text)));
  }

  /** What a statement of SQL inside the code says. */
  say(statement: AnalyzedStatement): void {
    this.#record?.inside.push(statement);
  }

  /** What is shown of a frame, and written nowhere. */
  show(frame: Frame): void {
    const record = this.#record;
    if (record === undefined || !this.isHome) return;
    for (const table of frame.tables) record.reads.add(table);
    record.shown = { outputs: outputsOf(frame, this.homeId), influences: frame.influences };
  }

  write(sink: Sink, at: Span): void {
    const record = this.#record;
    if (record === undefined) return;
    const target = this.addTable(sink.target, 'write', at);
    const resolution = this.#resolution(
      {
        type: sink.type,
        readsOnly: false,
        target,
        outputs: sink.outputs,
        influences: sink.influences,
        uses: [],
        unknowns: sink.unknown === undefined ? [] : [{ reason: sink.unknown, span: this.span(at) }],
        ...(sink.isTemporary === true ? { isTemporary: true } : {}),
      },
      [target, ...sink.tables],
      record.span,
    );
    this.session.made(resolution);
    record.writes.push({ span: record.span, resolution });
  }
}

export type Handler<T extends Value> = (self: T, call: Call, machine: Machine) => Value;

import { unique } from '../../sql/resolve/lineage.js';
import type { IndirectRef, Lineage, UnknownReason } from '../../sql/resolve/resolution.js';
import { fold, type Item, type Scope, type Source } from '../../sql/resolve/scope.js';
import type { Name } from '../../sql/tree.js';

/** Python reads and writes tables through Spark, or files whose columns are named as it names them. */
export const dialect = 'databricks';

/** A frame of Spark or pandas: rows that nobody has asked for yet, as the resolver sees a relation. */
export interface Frame {
  readonly kind: 'frame';
  readonly api: 'spark' | 'pandas';
  readonly columns: readonly FrameColumn[];
  /** Columns that only their qualified names reach: the right keys of a join by name. */
  readonly hidden: readonly FrameColumn[];
  /** What decides which rows there are. */
  readonly influences: readonly IndirectRef[];
  /** Every table that rows come from. */
  readonly tables: readonly number[];
  /** Why there may be other columns than these. */
  readonly unknown?: UnknownReason | undefined;
}

/** A column with what Spark knows it by: its own identity, which outlives renames of others, and where it is from. */
export type FrameColumn = Item & {
  readonly id: number;
  readonly qualifier: readonly Name[];
  /** The code that made it. */
  readonly code?: Code;
};

/** A piece of Python that makes a column, and where it stands. */
export interface Code {
  readonly unit: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type NamedColumn = Extract<FrameColumn, { kind: 'column' }>;

let lastId = 0;

export function newId(): number {
  return ++lastId;
}

export function column(name: Name | undefined, lineage: Lineage, code?: Code): NamedColumn {
  return {
    kind: 'column',
    id: newId(),
    name,
    qualifier: [],
    lineage,
    ...(code === undefined ? {} : { code }),
  };
}

export function plainName(text: string): Name {
  return { text, quoted: true };
}

export function emptyFrame(api: Frame['api'], unknown?: UnknownReason): Frame {
  return {
    kind: 'frame',
    api,
    columns: [],
    hidden: [],
    influences: [],
    tables: [],
    ...(unknown === undefined ? {} : { unknown }),
  };
}

/** Rows of which nothing is known but the tables they come from. */
export function vagueFrame(of: readonly Frame[], api: Frame['api'], reason: UnknownReason): Frame {
  return {
    ...emptyFrame(api, reason),
    tables: [...new Set(of.flatMap(({ tables }) => tables))],
    influences: unique(of.flatMap(({ influences }) => influences)),
  };
}

export function withInfluences(frame: Frame, more: readonly IndirectRef[]): Frame {
  return more.length === 0
    ? frame
    : { ...frame, influences: unique([...frame.influences, ...more]) };
}

/** Every column under a new qualifier, as `df.alias("a")` has it. */
export function aliased(frame: Frame, name: Name): Frame {
  const columns = frame.columns.map((each) => ({ ...each, qualifier: [name] }));
  return { ...frame, columns, hidden: [] };
}

/** What names in an expression over a frame can mean. `bound` are columns that the code took from frames itself. */
export function scopeOf(frame: Frame, bound: readonly BoundColumn[] = []): Scope {
  return {
    sources: [...sourcesOf(frame.columns), ...(frame.unknown === undefined ? [] : [vague(frame)])],
    merged: [],
    outer: {
      sources: [
        ...bound.map((each) => boundSource(each, frame)),
        ...sourcesOf(frame.hidden.filter(({ qualifier }) => qualifier.length > 0)),
      ],
      merged: [],
      outer: undefined,
      ctes: new Map(),
    },
    ctes: new Map(),
  };
}

/** `df.x`: the column that `df` had then, whatever the frame it is used in calls `x`. */
export interface BoundColumn {
  readonly key: string;
  readonly items: readonly FrameColumn[];
}

/** A union keeps the identities of its first side, so the frame's own column comes first. */
function boundSource({ key, items }: BoundColumn, frame: Frame): Source {
  const own = items.map(
    (item) => frame.columns.find(({ id, kind }) => id === item.id && kind === item.kind) ?? item,
  );
  return source([plainName(key)], own);
}

function vague({ unknown = 'schema-missing' }: Frame): Source {
  return { ...source([], []), unknown };
}

function source(qualifier: readonly Name[], items: readonly Item[]): Source {
  return { qualifier, items, influences: [], hidden: false };
}

function sourcesOf(columns: readonly FrameColumn[]): readonly Source[] {
  const groups = new Map<string, { readonly qualifier: readonly Name[]; readonly items: Item[] }>();
  for (const each of columns) {
    const key = each.qualifier.map(({ text }) => text).join('\0');
    const group = groups.get(key) ?? { qualifier: each.qualifier, items: [] };
    group.items.push(each);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ qualifier, items }) => source(qualifier, items));
}

export function isNamed(item: FrameColumn, name: string): item is NamedColumn {
  return (
    item.kind === 'column' && item.name !== undefined && keyOf(item.name) === name.toLowerCase()
  );
}

export function keyOf(name: Name): string {
  return fold(name, dialect);
}

/** The names of all columns, where all are known. */
export function columnNames({ columns, unknown }: Frame): readonly string[] | undefined {
  const names = columns.flatMap((each) =>
    each.kind === 'column' && each.name !== undefined ? [each.name.text] : [],
  );
  return unknown === undefined && names.length === columns.length ? names : undefined;
}

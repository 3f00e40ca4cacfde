import { influences, transformed, union, unique } from '../../sql/resolve/lineage.js';
import type { IndirectRef, Lineage } from '../../sql/resolve/resolution.js';
import type { Name } from '../../sql/tree.js';
import { influencesIn, lineageIn, projected, starred } from './columns.js';
import {
  type Code,
  column,
  type Frame,
  type FrameColumn,
  isNamed,
  keyOf,
  type NamedColumn,
  plainName,
  vagueFrame,
  withInfluences,
} from './frame.js';
import type { Machine } from './machine.js';
import type { ColumnValue } from './value.js';

export function select(frame: Frame, values: readonly ColumnValue[], machine: Machine): Frame {
  const stars = values.filter(({ star }) => star !== undefined);
  const isEmpty = stars.some((star) => starred(frame, star).length === 0);
  const more = stars.length === 0 ? undefined : frame.unknown;
  return {
    ...frame,
    columns: projected(frame, values, machine),
    unknown: isEmpty ? 'schema-missing' : more,
  };
}

/** Sets columns by name: one that is there keeps its place. */
export function withColumns(
  frame: Frame,
  values: readonly (readonly [Name, ColumnValue])[],
  machine: Machine,
): Frame {
  const made = values.map(([name, value]): NamedColumn => {
    const lineage = lineageIn(frame, value, machine);
    const { span, text } = name;
    if (span !== undefined)
      machine.use({ span, meaning: { kind: 'value', name: text, ...lineage } });
    return column(name, lineage, value.code);
  });
  return { ...frame, columns: setColumns(frame.columns, made) };
}

export function setColumns(
  columns: readonly FrameColumn[],
  made: readonly NamedColumn[],
): readonly FrameColumn[] {
  let all = [...columns];
  for (const each of made) {
    const text = each.name?.text ?? '';
    const key = text.toLowerCase();
    const isThere = all.some((other) => isNamed(other, text));
    all = all.map((other) =>
      other.kind === 'open' ? without(other, key) : isNamed(other, text) ? each : other,
    );
    if (!isThere) all.push(each);
  }
  return all;
}

type OpenColumns = Extract<FrameColumn, { kind: 'open' }>;

function without(open: OpenColumns, key: string): FrameColumn {
  return open.except.has(key) ? open : withoutAll(open, [key]);
}

function withoutAll(open: OpenColumns, keys: Iterable<string>): FrameColumn {
  return { ...open, except: new Set([...open.except, ...keys]) };
}

/** Takes columns out: by name, or the very ones that were taken from a frame. */
export function drop(frame: Frame, values: readonly ColumnValue[]): Frame {
  const names = new Set<string>();
  const ids = new Set<number>();
  for (const { expression, bound } of values) {
    if (expression.kind !== 'column') continue;
    const name = expression.parts.at(-1);
    const items = bound.flatMap((each) => each.items).filter(({ kind }) => kind === 'column');
    if (items.length > 0) for (const { id } of items) ids.add(id);
    else if (name !== undefined) names.add(keyOf(name));
  }
  const columns = frame.columns.flatMap((each): readonly FrameColumn[] => {
    if (ids.has(each.id)) return [];
    if (each.kind === 'open') return [withoutAll(each, names)];
    return each.name !== undefined && names.has(keyOf(each.name)) ? [] : [each];
  });
  return { ...frame, columns };
}

/** Gives columns other names. One that a table without a schema may have is taken to be there. */
export function rename(
  frame: Frame,
  names: readonly (readonly [from: Name, to: Name])[],
  machine: Machine,
  code: Code,
): Frame {
  let { columns } = frame;
  for (const [from, to] of names) {
    const isThere = columns.some((each) => isNamed(each, from.text));
    if (isThere) {
      columns = columns.map((each) => {
        if (!isNamed(each, from.text)) return each;
        noteName(from, each.lineage, machine);
        noteName(to, each.lineage, machine);
        return { ...column(to, each.lineage), qualifier: [] };
      });
      continue;
    }
    const isOpen = columns.some(({ kind }) => kind === 'open');
    if (!isOpen) continue;
    const now = { ...frame, columns };
    const value: ColumnValue = {
      kind: 'column',
      expression: { kind: 'column', parts: [from] },
      aliases: [],
      bound: [],
      code,
    };
    const lineage = lineageIn(now, value, machine);
    noteName(to, lineage, machine);
    columns = [...drop(now, [value]).columns, column(to, lineage)];
  }
  return { ...frame, columns };
}

function noteName({ span, text }: Name, lineage: Lineage, machine: Machine): void {
  if (span !== undefined) machine.use({ span, meaning: { kind: 'value', name: text, ...lineage } });
}

/** A frame of more columns than these is one that a program joins with itself without end. */
const maxColumns = 2_000;

export type JoinType = 'inner' | 'left' | 'right' | 'full' | 'semi' | 'anti' | 'cross';

/** Both frames side by side. A column that both are joined by under one name is there once. */
export function join(
  left: Frame,
  right: Frame,
  on: { readonly names: readonly Name[] } | { readonly condition: ColumnValue | undefined },
  type: JoinType,
  machine: Machine,
): Frame {
  if (left.columns.length + right.columns.length > maxColumns) {
    return vagueFrame([left, right], left.api, 'too-deep');
  }
  const both: Frame = {
    ...left,
    columns: [...left.columns, ...right.columns],
    hidden: [...left.hidden, ...right.hidden],
    influences: unique([...left.influences, ...right.influences]),
    tables: [...new Set([...left.tables, ...right.tables])],
    unknown: left.unknown ?? right.unknown,
  };
  const oneSided = type === 'semi' || type === 'anti';
  if ('condition' in on) {
    const compared = on.condition ? influencesIn(both, [on.condition], 'join', machine) : [];
    const shown = { ...both, unknown: left.unknown };
    return withInfluences(
      oneSided ? { ...shown, columns: left.columns, hidden: left.hidden } : both,
      compared,
    );
  }
  const keys = on.names.map((name) => {
    const [ofLeft, ofRight] = [keyColumn(left, name, machine), keyColumn(right, name, machine)];
    noteName(name, union([ofLeft.lineage, ofRight.lineage]), machine);
    const compared = [ofLeft, ofRight].flatMap(({ lineage }) => joining(lineage));
    return { name, ofLeft, ofRight, compared };
  });
  const compared = keys.flatMap((key) => key.compared);
  if (oneSided) {
    return withInfluences({ ...both, columns: left.columns, hidden: left.hidden }, compared);
  }
  const merged = keys.map(({ name, ofLeft, ofRight }): FrameColumn => {
    if (type === 'right') return ofRight;
    if (type !== 'full') return ofLeft;
    return column(name, transformed(union([ofLeft.lineage, ofRight.lineage]), 'transformation'));
  });
  const named = keys.map(({ name }) => name);
  const rest = (frame: Frame): readonly FrameColumn[] => drop(frame, named.map(byName)).columns;
  const gone = keys.map(({ ofLeft, ofRight }) => (type === 'right' ? ofLeft : ofRight));
  return withInfluences(
    {
      ...both,
      columns: [...merged, ...rest(left), ...rest(right)],
      hidden: [...both.hidden, ...gone],
    },
    compared,
  );
}

function byName(name: Name): ColumnValue {
  const expression = { kind: 'column', parts: [plainName(name.text)] } as const;
  return { kind: 'column', expression, aliases: [], bound: [], code: undefined };
}

function keyColumn(frame: Frame, name: Name, machine: Machine): NamedColumn {
  const own = frame.columns.find((each) => isNamed(each, name.text));
  if (own?.kind === 'column') return own;
  return column(plainName(name.text), lineageIn(frame, byName(name), machine));
}

function joining({ direct, indirect }: Lineage): readonly IndirectRef[] {
  return [...direct, ...indirect].map(({ table, field }) => ({ table, field, influence: 'join' }));
}

/** One frame under the other, by place or by name. */
export function stack(frames: readonly Frame[], byNames: boolean): Frame | undefined {
  const [first, ...others] = frames;
  if (first === undefined) return undefined;
  return others.reduce((above, below) => stackTwo(above, below, byNames), first);
}

function stackTwo(above: Frame, below: Frame, byNames: boolean): Frame {
  const used = new Set<FrameColumn>();
  const opens = below.columns.flatMap((each) => (each.kind === 'open' ? [each] : []));
  const over = above.columns.map((each, at): FrameColumn => {
    if (each.kind === 'open') {
      for (const open of opens) used.add(open);
      const tables = [...new Set([...each.tables, ...opens.flatMap((open) => open.tables)])];
      return { ...each, tables };
    }
    const { name } = each;
    const other = byNames
      ? below.columns.find((column) => name !== undefined && isNamed(column, name.text))
      : below.columns[at];
    if (other?.kind !== 'column') {
      const [open, ...more] = opens;
      if (open === undefined || more.length > 0 || !byNames || name === undefined) return each;
      const lineages = open.tables.map((table) => ({
        direct: [{ table, field: name.text, transformation: 'identity' as const }],
        indirect: [],
      }));
      return { ...each, lineage: union([each.lineage, ...lineages]) };
    }
    used.add(other);
    return { ...each, lineage: union([each.lineage, other.lineage]) };
  });
  const more = byNames || opens.length > 0 ? below.columns.filter((each) => !used.has(each)) : [];
  return {
    ...above,
    columns: [...over, ...more],
    hidden: [],
    influences: unique([...above.influences, ...below.influences]),
    tables: [...new Set([...above.tables, ...below.tables])],
    unknown: above.unknown ?? below.unknown,
  };
}

/** Every column after something was done with its values. */
export function changed(frame: Frame, names: readonly string[] | undefined, code: Code): Frame {
  const keys = names?.map((name) => name.toLowerCase());
  const columns = frame.columns.map((each): FrameColumn => {
    if (each.kind === 'open' || each.name === undefined) return each;
    if (keys?.includes(keyOf(each.name)) === false) return each;
    return { ...column(each.name, transformed(each.lineage, 'transformation'), code) };
  });
  return { ...frame, columns };
}

/** Which rows there are hangs on these columns, or on all of them. */
export function filteredBy(
  frame: Frame,
  values: readonly ColumnValue[] | undefined,
  machine: Machine,
): Frame {
  const by =
    values === undefined
      ? frame.columns.flatMap((each) =>
          each.kind === 'open' ? [] : influences(each.lineage, 'filter'),
        )
      : influencesIn(frame, values, 'filter', machine);
  return withInfluences(frame, by);
}

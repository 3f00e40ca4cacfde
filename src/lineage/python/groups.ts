import { argument, type Call } from './call.js';
import { isWhole, listItems } from './columnMethods.js';
import { influencesIn, named, plain, projected } from './columns.js';
import { column, type Frame, plainName, vagueFrame, withInfluences } from './frame.js';
import { columnsGiven, isKnown, vague } from './given.js';
import type { Machine } from './machine.js';
import { type ColumnValue, type Grouped, plainText, unknown, type Value } from './value.js';

/** Groups become rows: the keys, and what is made of the rest. */
export function aggregate(self: Grouped, call: Call, machine: Machine): Value {
  const [only] = call.positional;
  const values =
    only?.kind === 'dict'
      ? only.entries.flatMap(([name, how]) => aggregateByName(name, how, call, machine))
      : columnsGiven(call, machine);
  const frame = grouped(self, values, machine, machine.code(call.node));
  return isKnown(call) && (only?.kind !== 'dict' || only.isWhole)
    ? frame
    : vague(frame, call, machine, 'parameter');
}

function aggregateByName(
  name: Value,
  how: Value,
  call: Call,
  machine: Machine,
): readonly ColumnValue[] {
  const text = plainText(how);
  if (name.kind !== 'text' || text === undefined) return [];
  const of = named(name, call.node, machine);
  return [aggregateOf(text, of, call, machine)];
}

export function aggregateOf(
  how: string,
  of: ColumnValue,
  call: Call,
  machine: Machine,
): ColumnValue {
  const isAll = of.star !== undefined;
  const shownName = how === 'mean' ? 'avg' : how;
  return {
    ...plain(
      { kind: 'call', name: how, class: 'aggregate', arguments: isAll ? [] : [of.expression] },
      machine.code(call.node),
      `${shownName}(${isAll ? '1' : (of.label ?? '')})`,
    ),
    bound: of.bound,
  };
}

/** The rows of groups. What a pivot spreads has the names of its values. */
export function grouped(
  { frame, keys, pivot, keysAreIndex }: Grouped,
  values: readonly ColumnValue[],
  machine: Machine,
  code: ReturnType<Machine['code']>,
): Frame {
  const by = influencesIn(frame, keys, 'group-by', machine);
  const kept = keysAreIndex ? [] : projected(frame, keys, machine);
  const made = projected(frame, values, machine);
  const { unknown: reason } = frame;
  const base: Frame = { ...frame, hidden: [] };
  if (pivot === undefined) {
    // Of groups nothing is left but these columns.
    const isOpen = values.some(({ star }) => star !== undefined) || reason === 'parameter';
    const unknown = isOpen ? reason : undefined;
    return withInfluences({ ...base, unknown, columns: [...kept, ...made] }, by);
  }
  const spread = influencesIn(frame, [pivot.column], 'conditional', machine);
  if (pivot.values === undefined) {
    machine.note('pivot', code);
    return withInfluences({ ...base, columns: kept, unknown: 'pivot' }, by);
  }
  const columns = pivot.values.flatMap((value) =>
    made.flatMap((each) => {
      if (each.kind === 'open') return [];
      const own = each.name?.text ?? '';
      const name = made.length === 1 ? value : `${value}_${own}`;
      const { direct, indirect } = each.lineage;
      return [column(plainName(name), { direct, indirect: [...indirect, ...spread] }, each.code)];
    }),
  );
  return withInfluences({ ...base, columns: [...kept, ...columns] }, by);
}

/** Methods of groups. */
export function groupedMethod(self: Grouped, name: string, call: Call, machine: Machine): Value {
  switch (name) {
    case 'agg':
      return aggregate(self, call, machine);
    case 'count':
      return grouped(
        self,
        [
          plain(
            { kind: 'call', name: 'count', class: 'aggregate', arguments: [] },
            machine.code(call.node),
            'count',
          ),
        ],
        machine,
        machine.code(call.node),
      );
    case 'sum':
    case 'avg':
    case 'mean':
    case 'min':
    case 'max': {
      const of = columnsGiven(call, machine);
      const frame = grouped(
        self,
        of.map((each) => aggregateOf(name, each, call, machine)),
        machine,
        machine.code(call.node),
      );
      return of.length === 0 ? vague(frame, call, machine, 'python-call') : frame;
    }
    case 'pivot': {
      const [of] = columnsGiven({ ...call, positional: call.positional.slice(0, 1) }, machine);
      if (of === undefined) return unknown('python-call', self);
      const given = argument(call, 1, 'values');
      const values = listItems(given).flatMap(
        (value) => plainText(value) ?? (value.kind === 'scalar' ? String(value.value) : []),
      );
      const isGiven =
        given?.kind === 'list' && isWhole(given) && values.length === given.items.length;
      return { ...self, pivot: { column: of, ...(isGiven ? { values } : {}) } };
    }
    default:
      machine.note('python-call', call.word, name);
      return vagueFrame([self.frame], self.frame.api, 'python-call');
  }
}

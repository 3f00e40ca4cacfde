import { aggregateOf } from './groups.js';
import type { Call } from './call.js';
import { combined, influencesIn, plain, toColumn } from './columns.js';
import { type Frame, plainName, vagueFrame, withInfluences } from './frame.js';
import { grouped } from './groups.js';
import type { Machine } from './machine.js';
import { type ColumnValue, type Grouped, type Value } from './value.js';

/** Methods of groups: what is made of the columns that were chosen, or of those that are named. */
export function pandasGrouped(self: Grouped, name: string, call: Call, machine: Machine): Value {
  const { frame, chosen } = self;
  const code = machine.code(call.node);
  const asNamed = (how: string, of: ColumnValue, as: string | undefined): ColumnValue => ({
    ...aggregateOf(how, of, call, machine),
    aliases: as === undefined ? [] : [plainName(as)],
  });
  if (name === 'agg' || name === 'aggregate') {
    const [given] = call.positional;
    const values: ColumnValue[] = [];
    if (given?.kind === 'dict') {
      for (const [key] of given.entries) {
        const of = toColumn(key, call.node, machine);
        values.push(asNamed('agg', of, of.label));
      }
    }
    for (const [as, value] of call.named) {
      // `total=("amount", "sum")`.
      const [of] = value.kind === 'list' ? value.items : [];
      if (of !== undefined) values.push(asNamed('agg', toColumn(of, call.node, machine), as));
    }
    for (const of of values.length === 0 ? (chosen ?? []) : [])
      values.push(asNamed('agg', of, of.label));
    if (values.length > 0) return grouped(self, values, machine, code);
  } else if (aggregations.has(name)) {
    if (name === 'size') {
      const count = plain(
        { kind: 'call', name: 'count', class: 'aggregate', arguments: [] },
        code,
        'size',
      );
      return grouped(self, [count], machine, code);
    }
    if (chosen !== undefined)
      return grouped(
        self,
        chosen.map((of) => asNamed(name, of, of.label)),
        machine,
        code,
      );
    return everyColumn(self, name, call, machine);
  } else if (name === 'transform' || name === 'cumsum' || name === 'rank' || name === 'shift') {
    const [of] = chosen ?? [];
    if (of !== undefined) {
      const windowed = combined(
        {
          kind: 'window',
          call: of.expression,
          partitionBy: self.keys.map(({ expression }) => expression),
          orderBy: [],
        },
        [of, ...self.keys],
        call.node,
        machine,
      );
      return windowed;
    }
  } else if (name === 'head' || name === 'first_row' || name === 'filter') {
    return withInfluences(frame, influencesIn(frame, self.keys, 'group-by', machine));
  }
  machine.note('python-call', call.word, name);
  return vagueFrame([frame], 'pandas', 'python-call');
}

const aggregations = new Set(
  'sum mean min max count median std var first last nunique size prod any all'.split(' '),
);

/** Every column but the keys, made of groups. */
function everyColumn(self: Grouped, how: string, call: Call, machine: Machine): Frame {
  const { frame, keys } = self;
  const isKey = (name: string): boolean =>
    keys.some(({ label }) => label?.toLowerCase() === name.toLowerCase());
  const names = frame.columns.flatMap((each) =>
    each.kind === 'column' && each.name !== undefined && !isKey(each.name.text)
      ? [each.name.text]
      : [],
  );
  const of = names.map((text) =>
    plain({ kind: 'column', parts: [plainName(text)] }, undefined, text),
  );
  const made = grouped(
    self,
    of.map((value) => ({
      ...aggregateOf(how, value, call, machine),
      aliases: [plainName(value.label ?? '')],
    })),
    machine,
    machine.code(call.node),
  );
  const isOpen = frame.columns.some(({ kind }) => kind === 'open') || frame.unknown !== undefined;
  if (!isOpen) return made;
  machine.note('schema-missing', call.word, how);
  return { ...made, unknown: 'schema-missing' };
}

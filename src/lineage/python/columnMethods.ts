import type { Expression } from '../../sql/tree.js';
import type { Call } from './call.js';
import { call as called, combined, nameParts, plain, sqlColumns, toOperand } from './columns.js';
import { plainName } from './frame.js';
import { when } from './functions.js';
import type { Handler, Machine } from './machine.js';
import { opaque } from './respan.js';
import {
  type ColumnValue,
  type ListValue,
  plainText,
  unknown,
  type Value,
  type WindowSpec,
} from './value.js';

/** Methods of a column. Any other is an operation on its value. */
export function columnMethod(self: ColumnValue, name: string, call: Call, machine: Machine): Value {
  const known = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (known !== undefined) return known(self, call, machine);
  const of = [
    self,
    ...call.positional.flatMap(items).map((each) => toOperand(each, call.node, machine)),
  ];
  return combined(called(name.toLowerCase(), 'operator', of), of, call.node, machine);
}

function items(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : [value];
}

const asItIs: Handler<ColumnValue> = (self) => self;

const cast: Handler<ColumnValue> = (self, { node }, machine) => {
  const value = combined(called('cast', 'cast', [self]), [self], node, machine);
  // A column that is only cast keeps its name.
  const keeps = self.expression.kind === 'column' && self.label !== undefined;
  return keeps ? { ...value, label: self.label ?? '' } : value;
};

const alias: Handler<ColumnValue> = (self, call, machine) => {
  const names = call.positional.flatMap((value) => {
    const text = plainText(value);
    if (text === undefined || value.kind !== 'text') return [];
    const [only, ...others] = nameParts(value, text, machine);
    return [only !== undefined && others.length === 0 ? only : plainName(text)];
  });
  if (names.length < call.positional.length) {
    machine.note('parameter', call.node);
    return { ...self, label: undefined, aliases: names };
  }
  return { ...self, aliases: names };
};

const methods: Readonly<Record<string, Handler<ColumnValue>>> = {
  alias,
  name: alias,
  as_: alias,
  cast,
  astype: cast,
  try_cast: cast,
  asc: asItIs,
  desc: asItIs,
  asc_nulls_first: asItIs,
  asc_nulls_last: asItIs,
  desc_nulls_first: asItIs,
  desc_nulls_last: asItIs,
  over: (self, call, machine) => {
    const [window] = call.positional;
    if (window?.kind !== 'window') {
      machine.note('python-call', call.node);
      return combined(opaque('window', [self.expression]), [self], call.node, machine);
    }
    return over(self, window, call, machine);
  },
  when: (self, call, machine) => {
    const [condition, value] = call.positional.map((each) => toOperand(each, call.node, machine));
    return condition === undefined || value === undefined
      ? unknown('python-call')
      : when(self, condition, value, call, machine);
  },
  otherwise: (self, call, machine) => {
    const [value] = call.positional.map((each) => toOperand(each, call.node, machine));
    return value === undefined ? self : when(self, undefined, value, call, machine);
  },
  getField: field,
  getItem: field,
  withField: (self, call, machine) => {
    const of = [
      self,
      ...call.positional.slice(1).map((each) => toOperand(each, call.node, machine)),
    ];
    return combined(called('with_field', 'function', of), of, call.node, machine);
  },
};

function field(self: ColumnValue, call: Call, machine: Machine): Value {
  const [name] = call.positional;
  const label = plainText(name);
  const value = combined(called('field', 'function', [self]), [self], call.node, machine);
  return label === undefined ? value : { ...value, label: `${self.label ?? ''}.${label}` };
}

function over(self: ColumnValue, window: WindowSpec, call: Call, machine: Machine): ColumnValue {
  const expression: Expression = {
    kind: 'window',
    call: self.expression,
    partitionBy: window.partitionBy.map((each) => each.expression),
    orderBy: window.orderBy.map((each) => each.expression),
  };
  const of = [self, ...window.partitionBy, ...window.orderBy];
  return combined(expression, of, call.node, machine);
}

/** A condition given as a text of SQL or as a column. */
export function condition(
  value: Value | undefined,
  call: Call,
  machine: Machine,
): ColumnValue | undefined {
  if (value === undefined) return undefined;
  if (value.kind !== 'text') return toOperand(value, call.node, machine);
  return (
    sqlColumns(value, call.node, machine)[0] ?? plain(opaque('syntax'), machine.code(call.node))
  );
}

export function listItems(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  return value.kind === 'list' ? value.items : [value];
}

/** Whether all of a list is known. */
export function isWhole(value: Value): boolean {
  return value.kind !== 'unknown' && (value.kind !== 'list' || wholeList(value));
}

function wholeList({ isWhole: whole, items: all }: ListValue): boolean {
  return whole && all.every((item) => item.kind !== 'unknown');
}

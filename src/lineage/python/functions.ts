import { isAggregate } from '../../sql/polyglot/functions.js';
import type { Expression } from '../../sql/tree.js';
import { type Call, placeOf } from './call.js';
import { call as called, combined, plain, sqlColumns, toColumn, toOperand } from './columns.js';
import type { Machine } from './machine.js';
import { opaque } from './respan.js';
import { type ColumnValue, framesIn, unknown, type Value } from './value.js';

type Function = (call: Call, machine: Machine) => Value;

/** `pyspark.sql.functions` and its like: a column of columns. */
export function sparkFunction(name: string, call: Call, machine: Machine): Value {
  const special = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (special !== undefined) return special(call, machine);
  const of = columnsOf(call, machine, literalArguments[name]);
  const isAggregation = isAggregate(sqlName(name)) || aggregates.has(name);
  const isExplode = explodes.get(name);
  const expression = called(sqlName(name), isAggregation ? 'aggregate' : 'function', of);
  const label = of.every((each) => each.label !== undefined)
    ? `${sqlName(name)}(${of.map((each) => each.label ?? '').join(', ')})`
    : undefined;
  const value = combined(expression, of, call.node, machine, label);
  return isExplode === undefined ? value : { ...value, makes: isExplode };
}

/** The names of those rows' columns that have no other. */
const explodes: ReadonlyMap<string, readonly string[]> = new Map([
  ['explode', ['col']],
  ['explode_outer', ['col']],
  ['posexplode', ['pos', 'col']],
  ['posexplode_outer', ['pos', 'col']],
]);

const aggregates = new Set(
  'countDistinct count_distinct sumDistinct sum_distinct approxCountDistinct first_value last_value grouping grouping_id bool_and bool_or every some median mode percentile'.split(
    ' ',
  ),
);

/** Arguments that are values of their own, by their places: a text there names no column. */
const literalArguments: Readonly<Record<string, readonly number[]>> = {
  date_format: [1],
  to_date: [1],
  to_timestamp: [1],
  unix_timestamp: [1],
  from_unixtime: [1],
  date_trunc: [0],
  trunc: [1],
  regexp_replace: [1, 2],
  regexp_extract: [1, 2],
  regexp_extract_all: [1, 2],
  split: [1, 2],
  concat_ws: [0],
  format_string: [0],
  lpad: [1, 2],
  rpad: [1, 2],
  substring: [1, 2],
  substring_index: [1, 2],
  translate: [1, 2],
  instr: [1],
  locate: [0],
  round: [1],
  bround: [1],
  date_add: [1],
  date_sub: [1],
  add_months: [1],
  next_day: [1],
  from_utc_timestamp: [1],
  to_utc_timestamp: [1],
  sha2: [1],
  get_json_object: [1],
  from_json: [1, 2],
  from_csv: [1, 2],
  from_avro: [1, 2],
  schema_of_json: [0],
  json_tuple: [1, 2, 3, 4, 5, 6, 7, 8],
  array_contains: [1],
  array_join: [1, 2],
  array_position: [1],
  array_remove: [1],
  element_at: [1],
  sort_array: [1],
  slice: [1, 2],
  lag: [1, 2],
  lead: [1, 2],
  ntile: [0],
  nth_value: [1, 2],
  first: [1],
  last: [1],
  percentile_approx: [1, 2],
  approx_count_distinct: [1],
  approxCountDistinct: [1],
  window: [1, 2, 3],
  session_window: [1],
  months_between: [2],
  conv: [1, 2],
  format_number: [1],
  repeat: [1],
  rand: [0],
  randn: [0],
  sequence: [],
  struct: [],
};

/** What SQL calls it. */
function sqlName(name: string): string {
  const known = camel[name];
  return known ?? name.toLowerCase();
}

const camel: Readonly<Record<string, string>> = {
  countDistinct: 'count',
  count_distinct: 'count',
  sumDistinct: 'sum',
  sum_distinct: 'sum',
  approxCountDistinct: 'approx_count_distinct',
  mean: 'avg',
  first_value: 'first',
  last_value: 'last',
};

function columnsOf(
  call: Call,
  machine: Machine,
  literals: readonly number[] = [],
): readonly ColumnValue[] {
  const positional = call.positional.flatMap((value, at) =>
    value.kind === 'list'
      ? value.items.map((item) => toColumn(item, placeOf(call, at), machine))
      : literals.includes(at)
        ? [toOperand(value, placeOf(call, at), machine)]
        : value.kind === 'function'
          ? [plain(opaque('lambda'), machine.code(call.node))]
          : [toColumn(value, placeOf(call, at), machine)],
  );
  // What a keyword names is an option, or else a column given as one.
  const others = [...call.named.values()].filter(({ kind }) => kind === 'column');
  return [...positional, ...others.map((value) => toColumn(value, call.node, machine))];
}

const functions: Readonly<Record<string, Function>> = {
  col: columnNamed,
  column: columnNamed,
  lit: (call, machine) => toOperand(call.positional[0] ?? unknown('parameter'), call.node, machine),
  expr: (call, machine) => {
    const [text] = call.positional;
    if (text?.kind !== 'text') return plain(opaque('hole'), machine.code(call.node));
    return sqlColumns(text, call.node, machine)[0] ?? unknown('syntax');
  },
  when: (call, machine) => {
    const [condition, value] = call.positional.map((each) => toOperand(each, call.node, machine));
    if (condition === undefined || value === undefined) return unknown('python-call');
    return when(undefined, condition, value, call, machine);
  },
  count: (call, machine) => {
    const [of] = call.positional;
    const value = of === undefined ? [] : [toColumn(of, call.node, machine)];
    const [only] = value;
    const label = only?.star === undefined ? (only?.label ?? '1') : '1';
    const expression = called('count', 'aggregate', only?.star === undefined ? value : []);
    return combined(expression, value, call.node, machine, `count(${label})`);
  },
  asc: (call, machine) => toColumn(call.positional[0] ?? unknown('parameter'), call.node, machine),
  desc: (call, machine) => toColumn(call.positional[0] ?? unknown('parameter'), call.node, machine),
  broadcast: (call) => call.positional[0] ?? unknown('python-call'),
  call_udf: (call, machine) => {
    const of = call.positional.slice(1).map((each) => toColumn(each, call.node, machine));
    return combined(called('call_udf', 'function', of), of, call.node, machine);
  },
  callUDF: (call, machine) => {
    const of = call.positional.slice(1).map((each) => toColumn(each, call.node, machine));
    return combined(called('call_udf', 'function', of), of, call.node, machine);
  },
  udf,
  pandas_udf: udf,
};

/** A function that users write in Python: its value is made of all that it is given. */
function udf(): Value {
  return { kind: 'path', name: 'pyspark.sql.functions.user_defined' };
}

function columnNamed(call: Call, machine: Machine): Value {
  const [name] = call.positional;
  return name === undefined ? unknown('parameter') : toColumn(name, call.node, machine);
}

/** One more branch of a `when`. */
export function when(
  before: ColumnValue | undefined,
  condition: ColumnValue | undefined,
  value: ColumnValue,
  call: Call,
  machine: Machine,
): ColumnValue {
  const earlier = before?.expression.kind === 'case' ? before.expression : undefined;
  const expression: Expression = {
    kind: 'case',
    conditions: [...(earlier?.conditions ?? []), ...(condition ? [condition.expression] : [])],
    values: [...(earlier?.values ?? []), value.expression],
  };
  const of = [before, condition, value].flatMap((each) => each ?? []);
  return { ...combined(expression, of, call.node, machine), isOpenCase: condition !== undefined };
}

/** A function that nobody here knows, over columns: made of them all. */
export function ofColumns(call: Call, machine: Machine): Value {
  const given = [...call.positional, ...call.named.values()];
  const of = given.filter(({ kind }) => kind === 'column' || kind === 'text');
  if (
    !given.some(({ kind }) => kind === 'column') ||
    given.some((each) => framesIn(each).length > 0)
  ) {
    return unknown('python-call', ...given);
  }
  const columns = of.flatMap((each) => (each.kind === 'column' ? [each] : []));
  return combined(called('function', 'function', columns), columns, call.node, machine);
}

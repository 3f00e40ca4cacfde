import type { Expression, Name } from '../tree.js';
import { isAggregate } from './functions.js';
import {
  hasOnly,
  isJson,
  isTableRef,
  json,
  type Json,
  list,
  type Mapping,
  nodeOf,
  text,
  toName,
  toNames,
} from './node.js';
import { isCastToDate, toLiteral, toTyped } from './toLiteral.js';

/** An expression of the parser's as ours; what has no meaning of its own here keeps its parts. */
export function toExpression(value: unknown, mapping: Mapping): Expression {
  const node = nodeOf(value);
  if (node === undefined) return asOne('group', parts(value, mapping));
  const inner = node.value;
  const one = (key: string): Expression => toExpression(inner[key], mapping);
  switch (node.kind) {
    case 'column':
      return toColumn(inner, mapping);
    case 'identifier': {
      const name = toName(value, mapping);
      return name === undefined ? unknown(node.kind, []) : column([name]);
    }
    case 'dot':
      return toDot(inner, mapping);
    case 'paren':
    case 'annotated':
    case 'alias':
    case 'named_argument':
      return inner['this'] === undefined ? asOne(node.kind, parts(inner, mapping)) : one('this');
    case 'literal':
      return toLiteral(inner);
    case 'boolean':
      return { kind: 'literal', text: String(inner['value'] === true), type: 'boolean' };
    case 'null':
      return { kind: 'literal', text: '', type: 'null' };
    case 'parameter':
    case 'placeholder':
    case 'data_type':
    case 'interval':
      return { kind: 'literal', text: '', type: 'other' };
    case 'star':
      return { kind: 'star' };
    case 'select':
    case 'union':
    case 'intersect':
    case 'except':
    case 'values':
      return { kind: 'query', query: mapping.query(value), use: 'value' };
    case 'subquery':
      return { kind: 'query', query: mapping.query(value), use: 'value' };
    case 'exists':
      return { kind: 'query', query: mapping.query(inner['this']), use: 'condition' };
    case 'in':
      return toIn(inner, mapping);
    case 'case':
      return toCase(inner, mapping);
    case 'if_func':
      return {
        kind: 'case',
        conditions: [one('condition')],
        values: parts([inner['true_value'], inner['false_value']], mapping),
      };
    case 'lambda':
      return {
        kind: 'lambda',
        parameters: toNames(inner['parameters'], mapping),
        body: one('body'),
      };
    case 'comprehension':
      return toComprehension(inner, mapping);
    case 'window_function':
      return toWindow(inner, mapping);
    default:
      return tests.has(node.kind)
        ? toTest(node.kind, inner, mapping)
        : toCall(node.kind, inner, mapping);
  }
}

/** Every expression inside a value that is not itself one, outermost only. */
export function parts(value: unknown, mapping: Mapping): readonly Expression[] {
  if (Array.isArray(value)) return value.flatMap((item) => parts(item, mapping));
  if (nodeOf(value) !== undefined) return [toExpression(value, mapping)];
  if (!isJson(value) || isTableRef(value)) return [];
  return Object.values(value).flatMap((item) => parts(item, mapping));
}

function toColumn(inner: Json, mapping: Mapping): Expression {
  const names = toNames([inner['table'], inner['name']], mapping);
  const span = mapping.span(inner['span']);
  return { kind: 'column', parts: names, ...(span === undefined ? {} : { span }) };
}

/** `a.b.c` comes as fields of a column `a.b`: a longer column for the resolver to take apart. */
function toDot(inner: Json, mapping: Mapping): Expression {
  const of = toExpression(inner['this'], mapping);
  const field = toName(inner['field'], mapping);
  if (of.kind !== 'column' || field === undefined) {
    return { kind: 'call', name: 'dot', class: 'operator', arguments: [of] };
  }
  const end = field.span?.end;
  const span = of.span === undefined || end === undefined ? undefined : { ...of.span, end };
  return {
    kind: 'column',
    parts: [...of.parts, field],
    ...(span === undefined ? {} : { span }),
  };
}

function toIn(inner: Json, mapping: Mapping): Expression {
  if (isJson(inner['query']) || isJson(inner['unnest'])) return toInQuery(inner, mapping);
  return toTest('in', inner, mapping);
}

function toInQuery(inner: Json, mapping: Mapping): Expression {
  const tested = parts([inner['this'], inner['expressions'], inner['unnest']], mapping);
  const query = isJson(inner['query'])
    ? [{ kind: 'query', query: mapping.query(inner['query']), use: 'condition' } as const]
    : [];
  return asCall('in query', [...tested, ...query], 'operator');
}

const comparisons = [
  ...['and', 'or', 'eq', 'neq', 'lt', 'lte', 'gt', 'gte'],
  ...['is', 'null_safe_eq', 'null_safe_neq'],
];

/** What can be true or false, by the parts that it has beside `not`. What has others is another test. */
const tests: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...comparisons.map((kind) => [kind, ['left', 'right']] as const),
  ...['not', 'is_null', 'is_true', 'is_false'].map((kind) => [kind, ['this']] as const),
  ['between', ['this', 'low', 'high']],
  ['in', ['this', 'expressions']],
  ['like', ['left', 'right', 'escape']],
]);

function toTest(kind: string, inner: Json, mapping: Mapping): Expression {
  const keys = tests.get(kind) ?? [];
  if (!hasOnly(inner, new Set([...keys, 'not', 'postfix_form']))) {
    return asCall(`${kind} other`, parts(inner, mapping), 'operator');
  }
  const all = keys.flatMap((key) => parts(inner[key], mapping));
  const test = asCall(kind, all, 'operator');
  return inner['not'] === true ? asCall('not', [test], 'operator') : test;
}

function toCase(inner: Json, mapping: Mapping): Expression {
  const whens = list(inner['whens']).map(list);
  return {
    kind: 'case',
    conditions: parts([inner['operand'], whens.map(([condition]) => condition)], mapping),
    values: parts([whens.map(([, then]) => then), inner['else_']], mapping),
  };
}

/** `[x * 2 FOR x IN l IF x > 1]`: the iterator under a lambda. */
function toComprehension(inner: Json, mapping: Mapping): Expression {
  const variable = toName(json(json(inner['expression'])['column'])['name'], mapping);
  return asCall('comprehension', [
    ...parts(inner['iterator'], mapping),
    {
      kind: 'lambda',
      parameters: variable === undefined ? [] : [variable],
      body: asOne('comprehension', parts([inner['this'], inner['condition']], mapping)),
    },
  ]);
}

function toWindow(inner: Json, mapping: Mapping): Expression {
  const over = json(inner['over']);
  const windowName = toName(over['window_name'], mapping);
  return {
    kind: 'window',
    call: toExpression(inner['this'], mapping),
    partitionBy: parts(over['partition_by'], mapping),
    orderBy: parts(over['order_by'], mapping),
    ...(windowName === undefined ? {} : { windowName: windowName.text }),
  };
}

function toCall(kind: string, inner: Json, mapping: Mapping): Expression {
  const isNamed = kind === 'function' || kind === 'aggregate_function';
  const name = isNamed ? text(inner['name']).toLowerCase() : kind;
  if (isJson(inner['filter'])) {
    // `sum(x) FILTER (WHERE y)`: `y` decides about values and is none.
    const { filter, ...rest } = inner;
    const values = [toCall(kind, rest, mapping)];
    return { kind: 'case', conditions: parts(filter, mapping), values };
  }
  const all = parts(inner, mapping);
  if (kind === 'cast' || kind === 'try_cast' || kind === 'safe_cast') {
    const toDate = kind === 'cast' && isCastToDate(inner);
    return (
      toTyped(inner, all) ?? {
        kind: 'call',
        name: toDate ? 'cast to date' : name,
        class: 'cast',
        arguments: all,
      }
    );
  }
  if (kind === 'aggregate_function' || isAggregate(name)) {
    return { kind: 'call', name, class: 'aggregate', arguments: all };
  }
  return asCall(name, all, 'left' in inner && 'right' in inner ? 'operator' : 'function');
}

function column(names: readonly Name[]): Expression {
  const span = names[0]?.span;
  return { kind: 'column', parts: names, ...(span === undefined ? {} : { span }) };
}

function asCall(
  name: string,
  all: readonly Expression[],
  type: 'operator' | 'function' = 'function',
): Expression {
  return { kind: 'call', name, class: type, arguments: all };
}

function asOne(node: string, all: readonly Expression[]): Expression {
  const [first, ...rest] = all;
  return first !== undefined && rest.length === 0 ? first : unknown(node, all);
}

function unknown(node: string, all: readonly Expression[]): Expression {
  return { kind: 'unknown', node, parts: all };
}

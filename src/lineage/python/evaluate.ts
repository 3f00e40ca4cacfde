import { callParts } from '../../syntax/pythonCalls.js';
import { childOf, type PyNode } from '../../syntax/pythonNode.js';
import { bind } from './assign.js';
import { attributeOf } from './attributes.js';
import type { Call } from './call.js';
import { callValue } from './calls.js';
import { call as operation, combined, toOperand } from './columns.js';
import { Environment } from './environment.js';
import type { Machine } from './machine.js';
import { added, concatenated, labelSigns, operators } from './operators.js';
import { roundsOf } from './rounds.js';
import { item } from './subscripts.js';
import { literalText, percent } from './texts.js';
import {
  either,
  listOf,
  none,
  plainText,
  type Scalar,
  unknown,
  type Value,
  waysOf,
} from './value.js';

/** What an expression of Python stands for. Never throws; what it can not tell is a value of its own. */
export function evaluate(node: PyNode, machine: Machine): Value {
  if (!machine.step()) return unknown('too-deep');
  switch (node.type) {
    case 'identifier':
      return named(machine.text(node), machine);
    case 'string':
      return literalText(node, machine);
    case 'concatenated_string':
      return concatenated(node.children.map((child) => evaluate(child, machine)));
    case 'integer':
    case 'float':
      return number(machine.text(node));
    case 'true':
      return { kind: 'scalar', value: true };
    case 'false':
      return { kind: 'scalar', value: false };
    case 'none':
      return none;
    case 'parenthesized_expression':
    case 'await': {
      const inner = node.children.find(({ type }) => type !== 'comment');
      return inner === undefined ? unknown('syntax') : evaluate(inner, machine);
    }
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list':
    case 'pattern_list':
      return listValue(node, machine);
    case 'dictionary':
      return dictionary(node, machine);
    case 'attribute':
      return attribute(node, machine);
    case 'subscript':
      return subscript(node, machine);
    case 'call':
      return evaluateCall(node, machine);
    case 'binary_operator':
      return binary(node, machine);
    case 'unary_operator':
    case 'not_operator':
      return unary(node, machine);
    case 'comparison_operator':
    case 'boolean_operator':
      return compared(node, machine);
    case 'conditional_expression':
      return conditional(node, machine);
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
      return comprehension(node, machine, (body) => evaluate(body, machine));
    case 'dictionary_comprehension':
      return dictionaryComprehension(node, machine);
    case 'lambda':
      return { kind: 'function', node, unit: machine.unit, scope: machine.environment };
    case 'named_expression': {
      const value = childOf(node, 'value');
      const name = childOf(node, 'name');
      if (value === undefined || name === undefined) return unknown('syntax');
      const result = evaluate(value, machine);
      bind(name, result, machine);
      return result;
    }
    default:
      return unknown('python-call');
  }
}

function named(name: string, machine: Machine): Value {
  const known = machine.environment.get(name);
  if (known !== undefined) return known;
  // What a notebook has without a word of its own.
  return { kind: 'path', name };
}

export function number(text: string): Scalar {
  const value = Number(text.replaceAll('_', ''));
  return { kind: 'scalar', value: Number.isNaN(value) ? null : value };
}

function listValue(node: PyNode, machine: Machine): Value {
  const items: Value[] = [];
  let isWhole = true;
  for (const child of node.children) {
    if (child.type === 'comment') continue;
    if (child.type !== 'list_splat') {
      items.push(evaluate(child, machine));
      continue;
    }
    const inner = spread(child, machine);
    if (inner?.kind === 'list') items.push(...inner.items);
    isWhole &&= inner?.kind === 'list' && inner.isWhole;
  }
  return { kind: 'list', items, isWhole };
}

function spread(node: PyNode, machine: Machine): Value | undefined {
  const inner = node.children.find(({ type }) => type !== 'comment');
  return inner === undefined ? undefined : evaluate(inner, machine);
}

function dictionary(node: PyNode, machine: Machine): Value {
  const entries: (readonly [Value, Value])[] = [];
  let isWhole = true;
  for (const child of node.children) {
    if (child.type === 'pair') {
      const key = childOf(child, 'key');
      const value = childOf(child, 'value');
      if (key !== undefined && value !== undefined) {
        entries.push([evaluate(key, machine), evaluate(value, machine)]);
      }
    } else if (child.type === 'dictionary_splat') {
      const inner = spread(child, machine);
      if (inner?.kind === 'dict') entries.push(...inner.entries);
      isWhole &&= inner?.kind === 'dict' && inner.isWhole;
    }
  }
  return { kind: 'dict', entries, isWhole };
}

function attribute(node: PyNode, machine: Machine): Value {
  const object = childOf(node, 'object');
  const word = childOf(node, 'attribute');
  if (object === undefined || word === undefined) return unknown('syntax');
  const value = evaluate(object, machine);
  return either(
    waysOf(value).map((way) => attributeOf(way, machine.text(word), word, node, machine)),
  );
}

function evaluateCall(node: PyNode, machine: Machine): Value {
  const parts = callParts(machine.unit.tree.text, node);
  const callee = childOf(node, 'function');
  if (callee === undefined) return unknown('syntax');
  const fn = evaluate(callee, machine);
  const word = callee.type === 'attribute' ? (childOf(callee, 'attribute') ?? callee) : callee;
  const positional: Value[] = [];
  const places: PyNode[] = [];
  const named = new Map<string, Value>();
  let isWhole = true;
  const list = childOf(node, 'arguments');
  if (parts === undefined) {
    // `f(x for x in xs)`.
    if (list !== undefined) positional.push(evaluate(list, machine));
  } else {
    for (const child of list?.children ?? []) {
      switch (child.type) {
        case 'comment':
          break;
        case 'list_splat': {
          const inner = spread(child, machine);
          const items = inner?.kind === 'list' ? inner.items : [];
          positional.push(...items);
          places.push(...items.map(() => child));
          isWhole &&= inner?.kind === 'list' && inner.isWhole;
          break;
        }
        case 'dictionary_splat': {
          const inner = spread(child, machine);
          for (const [key, value] of inner?.kind === 'dict' ? inner.entries : []) {
            const name = plainText(key);
            if (name !== undefined) named.set(name, value);
          }
          isWhole &&= inner?.kind === 'dict' && inner.isWhole;
          break;
        }
        case 'keyword_argument': {
          const name = childOf(child, 'name');
          const value = childOf(child, 'value');
          if (name !== undefined && value !== undefined) {
            named.set(machine.text(name), evaluate(value, machine));
          }
          break;
        }
        default:
          positional.push(evaluate(child, machine));
          places.push(child);
      }
    }
  }
  const call: Call = { node, word, positional, places, named, isWhole };
  return either(waysOf(fn).flatMap((way) => eachArgument(way, call, machine)));
}

/** A call with an argument that may be one of several is as many calls. */
function eachArgument(fn: Value, call: Call, machine: Machine): readonly Value[] {
  const at = call.positional.findIndex(({ kind }) => kind === 'either');
  const several = call.positional[at];
  // Functions of the program see the value as it is; only what ends here is taken apart.
  if (several?.kind !== 'either' || fn.kind === 'function' || fn.kind === 'class') {
    return [callValue(fn, call, machine)];
  }
  return several.of.flatMap((way) =>
    eachArgument(fn, { ...call, positional: call.positional.with(at, way) }, machine),
  );
}

function binary(node: PyNode, machine: Machine): Value {
  const [leftNode, sign, rightNode] = node.children.filter(({ type }) => type !== 'comment');
  if (leftNode === undefined || sign === undefined || rightNode === undefined)
    return unknown('syntax');
  const left = evaluate(leftNode, machine);
  const right = evaluate(rightNode, machine);
  const text = machine.text(sign);
  if (left.kind === 'column' || right.kind === 'column') {
    const of = [toOperand(left, leftNode, machine), toOperand(right, rightNode, machine)];
    const [a, b] = of.map(({ label }) => label);
    const label =
      a === undefined || b === undefined ? undefined : `(${a} ${labelSigns[text] ?? text} ${b})`;
    return combined(operation(operators[text] ?? text, 'operator', of), of, node, machine, label);
  }
  if (text === '+') return added(left, right, machine.text(leftNode), machine.text(rightNode));
  if (text === '%' && left.kind === 'text') return percent(left, right);
  // `Path("/a") / "b"` and sums of numbers: values that only the running code has.
  return unknown('parameter', left, right);
}

function unary(node: PyNode, machine: Machine): Value {
  const inner = childOf(node, 'argument') ?? node.children.at(-1);
  if (inner === undefined) return unknown('syntax');
  const value = evaluate(inner, machine);
  if (value.kind === 'column') {
    return combined(operation('not', 'operator', [value]), [value], node, machine);
  }
  if (value.kind === 'scalar' && typeof value.value === 'number') {
    return { kind: 'scalar', value: -value.value };
  }
  if (value.kind === 'scalar' && typeof value.value === 'boolean' && node.type === 'not_operator') {
    return { kind: 'scalar', value: !value.value };
  }
  return unknown('parameter');
}

function compared(node: PyNode, machine: Machine): Value {
  const operands = node.children.filter(
    ({ field, type }) => field !== 'operators' && field !== 'operator' && type !== 'comment',
  );
  const values = operands.map((operand) => evaluate(operand, machine));
  if (node.type === 'boolean_operator') {
    // `a or "default"`: either of them.
    if (!values.some(({ kind }) => kind === 'column'))
      return either(values.filter((value) => value !== none));
  }
  if (!values.some(({ kind }) => kind === 'column')) {
    const sign = node.children.find(({ field }) => field === 'operators');
    return decided(sign === undefined ? '' : machine.text(sign), values);
  }
  const of = values.map((value, at) => toOperand(value, operands[at] ?? node, machine));
  const sign = node.children.find(({ field }) => field === 'operators');
  const text = sign === undefined ? '' : machine.text(sign);
  const labels = of.map(({ label }) => label);
  const label =
    labels.includes(undefined) || labels.length !== 2
      ? undefined
      : `(${labels.join(` ${labelSigns[text] ?? text} `)})`;
  return combined(operation('eq', 'operator', of), of, node, machine, label);
}

/** Whether a condition holds, where the code alone says so. */
export function truthOf(node: PyNode | undefined, machine: Machine): boolean | undefined {
  const value = node === undefined ? undefined : machine.evaluate(node);
  return value?.kind === 'scalar' && typeof value.value === 'boolean' ? value.value : undefined;
}

/** A comparison of values that the code has. */
function decided(sign: string, [left, right, ...more]: readonly Value[]): Value {
  const a = plainText(left);
  const isKnown = a !== undefined && right !== undefined && more.length === 0;
  if (!isKnown) return unknown('parameter');
  const b = plainText(right);
  const list = right.kind === 'list' && right.isWhole ? right.items.map(plainText) : undefined;
  const isIn = b === undefined ? list?.includes(a) : b.includes(a);
  const isSure = b !== undefined || list?.includes(undefined) === false;
  const answers: Readonly<Record<string, boolean | undefined>> = {
    '==': b === undefined ? undefined : a === b,
    '!=': b === undefined ? undefined : a !== b,
    in: isSure ? isIn : undefined,
    'not in': isSure && isIn !== undefined ? !isIn : undefined,
  };
  const value = answers[sign.replace(/\s+/g, ' ')];
  return value === undefined ? unknown('parameter') : { kind: 'scalar', value };
}

function conditional(node: PyNode, machine: Machine): Value {
  const [then, , other] = node.children.filter(({ type }) => type !== 'comment');
  const ways = [then, other].flatMap((way) => (way === undefined ? [] : [evaluate(way, machine)]));
  return ways.length === 0 ? unknown('syntax') : either(ways);
}

function comprehension(node: PyNode, machine: Machine, each: (body: PyNode) => Value): Value {
  const body = childOf(node, 'body');
  const clauses = node.children.filter(({ type }) => type === 'for_in_clause');
  const conditions = node.children.filter(({ type }) => type === 'if_clause');
  if (body === undefined) return unknown('syntax');
  const results: Value[] = [];
  let isWhole = true;
  const outer = machine.environment;
  const run = (at: number): void => {
    const clause = clauses[at];
    if (clause === undefined) {
      const isTrue = conditions.map((condition) => truthOf(condition.children[0], machine));
      if (isTrue.includes(false)) return;
      isWhole &&= !isTrue.includes(undefined);
      results.push(each(body));
      return;
    }
    const target = childOf(clause, 'left');
    const source = childOf(clause, 'right');
    if (target === undefined || source === undefined) return;
    const rounds = roundsOf(evaluate(source, machine));
    if (rounds === undefined) isWhole = false;
    for (const item of rounds ?? [unknown('parameter')]) {
      if (!machine.step()) return;
      bind(target, item, machine);
      run(at + 1);
    }
  };
  machine.environment = new Environment(outer);
  try {
    run(0);
  } finally {
    machine.environment = outer;
  }
  return { kind: 'list', items: results, isWhole };
}

function dictionaryComprehension(node: PyNode, machine: Machine): Value {
  const list = comprehension(node, machine, (body) =>
    listOf(
      ['key', 'value'].flatMap((field) => {
        const part = childOf(body, field);
        return part === undefined ? [] : [evaluate(part, machine)];
      }),
    ),
  );
  if (list.kind !== 'list') return list;
  const entries = list.items.flatMap((item): readonly (readonly [Value, Value])[] => {
    const [key, value] = item.kind === 'list' ? item.items : [];
    return key === undefined || value === undefined ? [] : [[key, value]];
  });
  return { kind: 'dict', entries, isWhole: list.isWhole };
}

function subscript(node: PyNode, machine: Machine): Value {
  const object = childOf(node, 'value');
  const index = childOf(node, 'subscript');
  if (object === undefined || index === undefined) return unknown('syntax');
  const value = evaluate(object, machine);
  const key = index.type === 'slice' ? none : evaluate(index, machine);
  return either(
    waysOf(value).flatMap((way) => waysOf(key).map((by) => item(way, by, node, index, machine))),
  );
}

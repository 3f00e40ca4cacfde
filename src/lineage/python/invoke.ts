import { childOf, type PyNode } from '../../syntax/pythonNode.js';
import type { Call } from './call.js';
import { Environment } from './environment.js';
import { evaluate } from './evaluate.js';
import { emptyFrame, type Frame } from './frame.js';
import { type Machine, maxDepth } from './machine.js';
import { runBlock } from './statements.js';
import { either, type FunctionValue, none, textValue, unknown, type Value } from './value.js';

/** Runs a function of the program with what it is given, and returns what it may return. */
export function invoke(fn: FunctionValue, call: Call | undefined, machine: Machine): Value {
  const { node, unit, scope } = fn;
  machine.called.add(node);
  const given = call === undefined ? [] : [...call.positional, ...call.named.values()];
  if (machine.calls.includes(node) || machine.calls.length >= maxDepth) {
    return unknown('too-deep', ...given);
  }
  const environment = new Environment(scope);
  machine.calls.push(node);
  try {
    const parameters = childOf(node, 'parameters');
    if (parameters !== undefined) giveParameters(parameters, fn, call, environment, machine);
    const body = childOf(node, 'body');
    if (body === undefined) return none;
    return machine.within(unit, environment, () => {
      if (node.type === 'lambda') return evaluate(body, machine);
      const { returned } = runBlock(body, machine);
      return returned.length === 0 ? none : either(returned);
    });
  } finally {
    machine.calls.pop();
  }
}

function giveParameters(
  parameters: PyNode,
  fn: FunctionValue,
  call: Call | undefined,
  environment: Environment,
  machine: Machine,
): void {
  const { self } = fn;
  const positional = [...(self === undefined ? [] : [self]), ...(call?.positional ?? [])];
  const used = new Set<string>();
  let at = 0;
  for (const parameter of parameters.children) {
    if (parameter.type === 'comment') continue;
    const text = (node: PyNode | undefined): string =>
      node === undefined ? '' : fn.unit.tree.text.slice(node.start, node.end);
    if (parameter.type === 'list_splat_pattern') {
      environment.set(text(parameter.children[0]), {
        kind: 'list',
        items: positional.slice(at),
        isWhole: call?.isWhole === true,
      });
      at = positional.length;
      continue;
    }
    if (parameter.type === 'dictionary_splat_pattern') {
      const rest = [...(call?.named ?? [])].filter(([name]) => !used.has(name));
      environment.set(text(parameter.children[0]), {
        kind: 'dict',
        entries: rest.map(([name, value]) => [textValue(name), value]),
        isWhole: call?.isWhole === true,
      });
      continue;
    }
    const inner = parameter.type === 'typed_parameter' ? parameter.children[0] : undefined;
    const name = text(childOf(parameter, 'name') ?? inner ?? parameter);
    if (name === '') continue;
    used.add(name);
    const fallback = childOf(parameter, 'value');
    const value =
      call?.named.get(name) ??
      positional[at++] ??
      (fallback === undefined
        ? undefined
        : machine.within(fn.unit, fn.scope, () => evaluate(fallback, machine)));
    environment.set(name, value ?? assumed(name, text(childOf(parameter, 'type'))));
  }
}

/** What a parameter is that nobody has given: by its annotation or its name. */
function assumed(name: string, type: string): Value {
  if (type.includes('SparkSession') || /^(?:spark|sqlContext|spark_session)$/.test(name)) {
    return { kind: 'path', name: 'spark' };
  }
  if (/\bDataFrame\b/.test(type)) return assumedFrame(type);
  if (/\bstr\b/.test(type)) return { kind: 'text', pieces: [{ text: name, isHole: true }] };
  return unknown('parameter');
}

function assumedFrame(type: string): Frame {
  return emptyFrame(/\bpd\.|pandas/.test(type) ? 'pandas' : 'spark', 'parameter');
}

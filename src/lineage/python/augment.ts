import { childOf, type PyNode } from '../../syntax/pythonNode.js';
import { bind } from './assign.js';
import { evaluate } from './evaluate.js';
import type { Machine } from './machine.js';
import { listOf, unknown, type Value } from './value.js';

/** `parts += …`. */
export function augmented(before: Value, more: Value, shown: string): Value {
  if (before.kind === 'list' && more.kind === 'list') {
    return {
      kind: 'list',
      items: [...before.items, ...more.items],
      isWhole: before.isWhole && more.isWhole,
    };
  }
  if (before.kind === 'text') {
    const pieces = more.kind === 'text' ? more.pieces : [{ text: shown, isHole: true }];
    return { kind: 'text', pieces: [...before.pieces, ...pieces] };
  }
  if (before.kind === 'column')
    return { ...before, expression: { kind: 'unknown', node: 'sum', parts: [before.expression] } };
  return unknown('parameter', before, more);
}

/** `frames.append(df)`: the name stands for a longer list from here on. */
export function appended(node: PyNode, machine: Machine): void {
  const callee = childOf(node, 'function');
  if (node.type !== 'call' || callee?.type !== 'attribute') return;
  const [object, word] = [childOf(callee, 'object'), childOf(callee, 'attribute')];
  const list = childOf(node, 'arguments');
  if (object === undefined || word === undefined || list === undefined) return;
  const name = machine.text(word);
  if (name !== 'append' && name !== 'extend') return;
  const before = evaluate(object, machine);
  const [argument] = list.children;
  if (before.kind !== 'list' || argument === undefined) return;
  const value = evaluate(argument, machine);
  const more = name === 'append' ? listOf([value]) : value;
  bind(object, augmented(before, more, ''), machine);
}

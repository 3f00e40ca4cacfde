import { childOf, type PyNode } from '../../syntax/pythonNode.js';
import { column, type Frame, isNamed, plainName } from './frame.js';
import type { Machine } from './machine.js';
import { drop, withColumns } from './operations.js';
import { toColumn } from './columns.js';
import { plainText, unknown, type Value } from './value.js';

/** Gives the names of a target what they stand for from here on. */
export function bind(target: PyNode, value: Value, machine: Machine): void {
  switch (target.type) {
    case 'identifier':
      machine.environment.set(machine.text(target), value);
      return;
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'tuple':
    case 'list':
    case 'expression_list': {
      const targets = target.children.filter(({ type }) => type !== 'comment');
      targets.forEach((each, at) => {
        const item = value.kind === 'list' && value.isWhole ? value.items[at] : undefined;
        bind(each, item ?? unknown('parameter', value), machine);
      });
      return;
    }
    case 'parenthesized_expression':
      for (const child of target.children) bind(child, value, machine);
      return;
    case 'attribute':
      bindAttribute(target, value, machine);
      return;
    case 'subscript':
      bindItem(target, value, machine);
      return;
  }
}

function bindAttribute(target: PyNode, value: Value, machine: Machine): void {
  const object = childOf(target, 'object');
  const word = childOf(target, 'attribute');
  if (object === undefined || word === undefined) return;
  const owner = machine.evaluate(object);
  const name = machine.text(word);
  if (owner.kind === 'instance') owner.attributes.set(name, value);
  if (owner.kind === 'frame' && name === 'columns') {
    bind(object, renamedAll(owner, value), machine);
  }
}

/** `df.columns = ["a", "b"]` of pandas. */
function renamedAll(frame: Frame, value: Value): Frame {
  const names = value.kind === 'list' && value.isWhole ? value.items.map(plainText) : [];
  const isPlaced =
    names.length === frame.columns.length && frame.columns.every(({ kind }) => kind === 'column');
  if (!isPlaced || names.includes(undefined)) {
    return { ...frame, columns: [], unknown: 'parameter' };
  }
  return {
    ...frame,
    columns: frame.columns.map((each, at) =>
      each.kind === 'column' ? column(plainName(names[at] ?? ''), each.lineage, each.code) : each,
    ),
  };
}

/** `df["a"] = …` of pandas, `options["a"] = …`. */
function bindItem(target: PyNode, value: Value, machine: Machine): void {
  const object = childOf(target, 'value');
  const index = childOf(target, 'subscript');
  if (object === undefined || index === undefined) return;
  const owner = machine.evaluate(object);
  const key = machine.evaluate(index);
  const text = plainText(key);
  if (owner.kind === 'dict') {
    bind(object, { ...owner, entries: [...owner.entries, [key, value]] }, machine);
    return;
  }
  if (owner.kind !== 'frame') return;
  if (key.kind !== 'text' || text === undefined) {
    machine.note('parameter', index, machine.text(index));
    bind(object, { ...owner, unknown: 'parameter' }, machine);
    return;
  }
  const at = key.pieces[0]?.at;
  const isHere = machine.isHome && at?.unit === machine.homeId && key.pieces.length === 1;
  const name = isHere
    ? { text, quoted: true, span: { start: at.start, end: at.start + text.length } }
    : plainName(text);
  if (value.kind === 'column') {
    bind(object, withColumns(owner, [[name, value]], machine), machine);
    return;
  }
  if (value.kind === 'unknown') machine.note(value.reason, index, text);
  const made = column(plainName(text), { direct: [], indirect: [] });
  const isThere = owner.columns.some((each) => isNamed(each, text));
  const columns = isThere
    ? owner.columns.map((each) => (isNamed(each, text) ? made : each))
    : [...drop(owner, [toColumn(key, index, machine)]).columns, made];
  bind(object, { ...owner, columns }, machine);
}

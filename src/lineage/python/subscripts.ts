import type { PyNode } from '../../syntax/pythonNode.js';
import { call as operation, columnOf, combined, influencesIn, plain, toColumn } from './columns.js';
import { type Frame, plainName, withInfluences } from './frame.js';
import type { Machine } from './machine.js';
import { filteredBy, select } from './operations.js';
import { opaque } from './respan.js';
import { framesIn, plainText, unknown, type Value } from './value.js';

/** `df["a"]`, `df[["a", "b"]]`, `df[df.a > 1]`, `xs[0]`, `options["key"]`. */
export function item(
  value: Value,
  key: Value,
  node: PyNode,
  index: PyNode,
  machine: Machine,
): Value {
  if (value.kind === 'frame') {
    return frameItem(value, key, node, index, machine);
  }
  if (value.kind === 'column') {
    const text = plainText(key);
    const of = key.kind === 'column' ? [value, key] : [value];
    const field = combined(operation('field', 'function', of), of, node, machine);
    return text === undefined ? field : { ...field, label: `${value.label ?? ''}[${text}]` };
  }
  if (value.kind === 'list') {
    return key.kind === 'scalar' && typeof key.value === 'number'
      ? (value.items.at(key.value) ?? unknown('parameter', value))
      : index.type === 'slice'
        ? { ...value, isWhole: false }
        : unknown('parameter', value);
  }
  if (value.kind === 'dict') {
    const text = plainText(key);
    const found = value.entries.filter(([name]) => text !== undefined && plainText(name) === text);
    return found.at(-1)?.[1] ?? unknown('parameter', value);
  }
  if (value.kind === 'grouped') {
    const names = key.kind === 'list' ? key.items : [key];
    return { ...value, chosen: names.map((name) => toColumn(name, index, machine)) };
  }
  return unknown('parameter', value);
}

function frameItem(frame: Frame, key: Value, node: PyNode, index: PyNode, machine: Machine): Value {
  if (key.kind === 'text') {
    const text = plainText(key);
    if (text === undefined) {
      machine.note('parameter', index, machine.text(index));
      return plain(opaque('hole'), machine.code(node));
    }
    const at = key.pieces[0]?.at;
    const isHere = machine.isHome && at?.unit === machine.homeId && key.pieces.length === 1;
    const name = isHere
      ? { text, quoted: true, span: { start: at.start, end: at.start + text.length } }
      : plainName(text);
    return columnOf(frame, name, machine.code(node));
  }
  if (key.kind === 'list') {
    return select(
      { ...frame },
      key.items.map((each) => toColumn(each, index, machine)),
      machine,
    );
  }
  if (key.kind === 'column') {
    return withInfluences(frame, influencesIn(frame, [key], 'filter', machine));
  }
  if (key.kind === 'scalar') {
    return index.type === 'slice' ? frame : unknown('parameter', frame);
  }
  return framesIn(key).length > 0 ? filteredBy(frame, [], machine) : unknown('parameter', frame);
}

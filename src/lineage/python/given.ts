import type { Handler } from './machine.js';
import type { Name } from '../../sql/tree.js';
import { type Call, placeOf } from './call.js';
import { isWhole, listItems } from './columnMethods.js';
import { nameParts, toColumn } from './columns.js';
import { type Frame, plainName, vagueFrame } from './frame.js';
import type { Machine } from './machine.js';
import { type ColumnValue, framesIn, plainText, type Value } from './value.js';

export type Method = Handler<Frame>;

/** All arguments as columns; lists among them are taken apart. */
export function columnsGiven(call: Call, machine: Machine, from = 0): readonly ColumnValue[] {
  return call.positional.slice(from).flatMap((value, at) => {
    const place = placeOf(call, at + from);
    return listItems(value).map((item) => toColumn(item, place, machine));
  });
}

/** Whether every column that a call is given is known. */
export function isKnown(call: Call): boolean {
  return call.isWhole && call.positional.every(isWhole);
}

/** There may be other columns, by what the program does when it runs. */
export function vague(
  frame: Frame,
  call: Call,
  machine: Machine,
  reason: 'parameter' | 'python-call',
): Frame {
  machine.note(reason, call.word, machine.text(call.word));
  return { ...frame, unknown: reason };
}

/** What comes of two frames of which one is not known. */
export function withUnknown(
  self: Frame,
  other: Value | undefined,
  call: Call,
  machine: Machine,
): Frame {
  machine.note('python-call', call.node, machine.text(call.word));
  const others = other === undefined ? [] : framesIn(other);
  const both = vagueFrame([self, ...others], self.api, 'python-call');
  return { ...both, columns: self.columns, hidden: self.hidden };
}

export function nameGiven(value: Value, machine: Machine): readonly Name[] {
  const text = plainText(value);
  if (value.kind !== 'text' || text === undefined) return [];
  const [only, ...others] = nameParts(value, text, machine);
  return [only === undefined || others.length > 0 ? plainName(text) : only];
}

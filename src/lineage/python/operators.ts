import { joined } from './texts.js';
import { either, type TextValue, unknown, type Value, waysOf } from './value.js';

export function concatenated(values: readonly Value[]): Value {
  return values.reduce((left, right) => added(left, right, '', ''));
}

/** `a + b` of texts and of lists. */
export function added(left: Value, right: Value, leftText: string, rightText: string): Value {
  if (left.kind === 'list' && right.kind === 'list') {
    return {
      kind: 'list',
      items: [...left.items, ...right.items],
      isWhole: left.isWhole && right.isWhole,
    };
  }
  if (left.kind === 'list' || right.kind === 'list') {
    const list = left.kind === 'list' ? left : right;
    return list.kind === 'list' ? { ...list, isWhole: false } : unknown('parameter');
  }
  const isText = [left, right].some((each) => waysOf(each).some(({ kind }) => kind === 'text'));
  if (!isText) return unknown('parameter', left, right);
  const hole = (text: string): TextValue => ({ kind: 'text', pieces: [{ text, isHole: true }] });
  const texts = (value: Value, shown: string): readonly TextValue[] =>
    waysOf(value).map((way) => (way.kind === 'text' ? way : hole(shown)));
  return either(
    texts(left, leftText).flatMap((a) => texts(right, rightText).map((b) => joined([a, b]))),
  );
}

export const operators: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'mod',
  '&': 'and',
  '|': 'or',
  '**': 'power',
};

export const labelSigns: Readonly<Record<string, string>> = {
  '&': 'AND',
  '|': 'OR',
  '==': '=',
  '!=': '!=',
};

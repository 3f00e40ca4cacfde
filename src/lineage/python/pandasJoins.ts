import type { Name } from '../../sql/tree.js';
import { argument, type Call } from './call.js';
import { listItems } from './columnMethods.js';
import { influencesIn, plain } from './columns.js';
import { column, type Frame, plainName, vagueFrame, withInfluences } from './frame.js';
import type { Machine } from './machine.js';
import { join, type JoinType } from './operations.js';
import { framesIn, plainText, type Value } from './value.js';

const hows: Readonly<Record<string, JoinType>> = {
  inner: 'inner',
  left: 'left',
  right: 'right',
  outer: 'full',
  cross: 'cross',
};

export function merged(
  left: Frame,
  right: Value | undefined,
  call: Call,
  machine: Machine,
  from = 1,
): Value {
  if (right?.kind !== 'frame') {
    machine.note('python-call', call.word, machine.text(call.word));
    return vagueFrame([left, ...(right ? framesIn(right) : [])], 'pandas', 'python-call');
  }
  const how = hows[plainText(argument(call, from, 'how')) ?? 'inner'] ?? 'inner';
  const on = namesGiven(argument(call, from + 1, 'on'));
  const [leftOn, rightOn] = ['left_on', 'right_on'].map((key) => namesGiven(call.named.get(key)));
  const both = suffixed(left, right, on, call);
  if (on.length > 0) return join(both.left, both.right, { names: on }, how, machine);
  const conditions = [
    ...(leftOn ?? []).map((name) => [both.left, name] as const),
    ...(rightOn ?? []).map((name) => [both.right, name] as const),
  ];
  const all = join(both.left, both.right, { condition: undefined }, how, machine);
  if (conditions.length === 0) machine.note('python-call', call.word, machine.text(call.word));
  return withInfluences(
    all,
    conditions.flatMap(([frame, name]) =>
      influencesIn(frame, [plain({ kind: 'column', parts: [name] }, undefined)], 'join', machine),
    ),
  );
}

/** Columns that both sides have get a suffix each. */
function suffixed(
  left: Frame,
  right: Frame,
  on: readonly Name[],
  call: Call,
): { readonly left: Frame; readonly right: Frame } {
  const [a = '_x', b = '_y'] = listItems(call.named.get('suffixes')).map(plainText);
  const keys = new Set(on.map(({ text }) => text.toLowerCase()));
  const names = (frame: Frame): ReadonlySet<string> =>
    new Set(
      frame.columns.flatMap((each) =>
        each.kind === 'column' && each.name ? [each.name.text] : [],
      ),
    );
  const [ofLeft, ofRight] = [names(left), names(right)];
  const apply = (frame: Frame, other: ReadonlySet<string>, suffix: string): Frame => ({
    ...frame,
    columns: frame.columns.map((each) => {
      if (each.kind === 'open' || each.name === undefined) return each;
      const { text } = each.name;
      const isShared = other.has(text) && !keys.has(text.toLowerCase());
      return isShared && suffix !== ''
        ? column(plainName(text + suffix), each.lineage, each.code)
        : each;
    }),
  });
  return { left: apply(left, ofRight, a), right: apply(right, ofLeft, b) };
}

function namesGiven(value: Value | undefined): readonly Name[] {
  return listItems(value).flatMap((each) => {
    const text = plainText(each);
    return text === undefined ? [] : [plainName(text)];
  });
}

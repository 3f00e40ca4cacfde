import { withInfluences } from './frame.js';
import { argument, placeOf } from './call.js';
import { listItems } from './columnMethods.js';
import { call as operation, combined } from './columns.js';
import type { Method } from './given.js';
import { nameGiven, withUnknown } from './given.js';
import { filteredBy, join, type JoinType, stack } from './operations.js';
import { none, plainText } from './value.js';

const joinTypes: Readonly<Record<string, JoinType>> = {
  inner: 'inner',
  cross: 'cross',
  outer: 'full',
  full: 'full',
  fullouter: 'full',
  left: 'left',
  leftouter: 'left',
  right: 'right',
  rightouter: 'right',
  semi: 'semi',
  leftsemi: 'semi',
  anti: 'anti',
  leftanti: 'anti',
};

export const joinMethod: Method = (self, call, machine) => {
  const other = argument(call, 0, 'other');
  if (other?.kind !== 'frame') return withUnknown(self, other, call, machine);
  const how = plainText(argument(call, 2, 'how'))
    ?.toLowerCase()
    .replaceAll('_', '');
  const type = joinTypes[how ?? 'inner'] ?? 'inner';
  const on = argument(call, 1, 'on');
  const conditions = listItems(on);
  const names = conditions.flatMap((each) => nameGiven(each, machine));
  if (names.length > 0 && names.length === conditions.length) {
    return join(self, other, { names }, type, machine);
  }
  const columns = conditions.flatMap((each) => (each.kind === 'column' ? [each] : []));
  if (columns.length < conditions.length && on !== none)
    machine.note('parameter', placeOf(call, 1));
  const [first, ...others] = columns;
  const both =
    first === undefined || others.length === 0
      ? first
      : combined(operation('and', 'operator', columns), columns, call.node, machine);
  return join(self, other, { condition: both }, type, machine);
};

export function union(byName: boolean): Method {
  return (self, call, machine) => {
    const other = argument(call, 0, 'other');
    return other?.kind === 'frame'
      ? (stack([self, other], byName) ?? self)
      : withUnknown(self, other, call, machine);
  };
}

/** Rows that the other side has, or has not: it only decides. */
export const compared: Method = (self, call, machine) => {
  const other = argument(call, 0, 'other');
  if (other?.kind !== 'frame') return withUnknown(self, other, call, machine);
  const { influences } = filteredBy(other, undefined, machine);
  return {
    ...withInfluences(self, influences),
    tables: [...new Set([...self.tables, ...other.tables])],
  };
};

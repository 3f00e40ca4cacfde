import type { Value } from './value.js';

/** More rounds than these are not run one by one. */
export const maxRounds = 60;

/** The items that a loop goes through, where all are known. */
export function roundsOf(value: Value): readonly Value[] | undefined {
  if (value.kind === 'list' && value.isWhole && value.items.length <= maxRounds) return value.items;
  if (value.kind === 'dict' && value.isWhole && value.entries.length <= maxRounds) {
    return value.entries.map(([key]) => key);
  }
  return undefined;
}

import type { PyNode } from '../../syntax/pythonNode.js';
import type { Span } from '../../util/span.js';
import type { Value } from './value.js';

/** A call with what its arguments stand for. */
export interface Call {
  readonly node: PyNode;
  readonly word: Span;
  readonly positional: readonly Value[];
  /** Where each of them stands. */
  readonly places: readonly Span[];
  readonly named: ReadonlyMap<string, Value>;
  /** No `*xs` or `**options` that is not known. */
  readonly isWhole: boolean;
}

export function argument(
  call: Call,
  position: number,
  ...names: readonly string[]
): Value | undefined {
  for (const name of names) {
    const named = call.named.get(name);
    if (named !== undefined) return named;
  }
  return position < 0 ? undefined : call.positional[position];
}

/** Where an argument stands. */
export function placeOf(call: Call, position: number): Span {
  return call.places[position] ?? call.node;
}

import { compareValues, type IcebergValue, type Order, ordersOf } from '../icebergValue.js';

/** What a filter asks of the values of one column. Null fulfils nothing but `is-null`. */
export type ColumnTest =
  | { readonly kind: 'is-null' | 'not-null' }
  /** In one of the ranges; in none of none. */
  | { readonly kind: 'within'; readonly ranges: readonly ValueRange[] }
  | { readonly kind: 'not-equal'; readonly value: IcebergValue };

/** Without an end it is open; NaN is greater than all, so that a range without an upper end has it. */
export interface ValueRange {
  readonly lower?: End | undefined;
  readonly upper?: End | undefined;
}

export interface End {
  readonly value: IcebergValue;
  readonly inclusive: boolean;
}

/** What is known of the values that a column has in a file, or a partition field in a manifest. */
export interface ColumnFacts {
  readonly type: string;
  /** Whether there may be any of: nulls, NaN, other values. */
  readonly nulls: boolean;
  readonly nans: boolean;
  readonly values: boolean;
  /** No value that is not null or NaN is below `lower` or above `upper`. */
  readonly lower?: IcebergValue | undefined;
  readonly upper?: IcebergValue | undefined;
}

/** Whether there may be a value that fulfils the test. */
export function mayFulfil(test: ColumnTest, facts: ColumnFacts): boolean {
  switch (test.kind) {
    case 'is-null':
      return facts.nulls;
    case 'not-null':
      return facts.values || facts.nans;
    case 'within':
      if (facts.nans && test.ranges.some(({ upper }) => upper === undefined)) return true;
      return (
        facts.values &&
        ordersOf(facts.type).some((order) => test.ranges.some((range) => meet(range, facts, order)))
      );
    case 'not-equal': {
      if (facts.nans) return true;
      const { lower, upper } = facts;
      if (!facts.values || lower === undefined || upper === undefined) return facts.values;
      const [order] = ordersOf(facts.type);
      return order?.(lower, test.value) !== 0 || order(upper, test.value) !== 0;
    }
  }
}

function meet({ lower, upper }: ValueRange, facts: ColumnFacts, order: Order): boolean {
  if (facts.lower !== undefined && facts.upper !== undefined) {
    // Bounds the wrong way round were not found by this order, or are damaged.
    if (order(facts.lower, facts.upper) > 0) return true;
  }
  return !isBeyond(lower, facts.upper, order, 1) && !isBeyond(upper, facts.lower, order, -1);
}

/** Whether an end of a range lies above a bound (`direction` 1) or below it (-1). */
function isBeyond(
  end: End | undefined,
  bound: IcebergValue | undefined,
  order: Order,
  direction: 1 | -1,
): boolean {
  if (end === undefined || bound === undefined) return false;
  const compared = order(end.value, bound) * direction;
  return compared > 0 || (compared === 0 && !end.inclusive);
}

/** Whether a value may be in both ranges. */
export function overlap(a: ValueRange, b: ValueRange): boolean {
  return (
    !isBeyond(a.lower, b.upper?.value, compareValues, 1) &&
    !isBeyond(a.upper, b.lower?.value, compareValues, -1)
  );
}

import { floorDivide } from '../../util/floorDivide.js';
import type { Transform } from '../transform.js';
import { type ValueRange, overlap } from './columnTest.js';

/**
 * Partition values of a range's lowest and highest values that come out where nobody looks for them:
 * writers compute in 32 or 64 bits, and what does not fit comes in again at the other end.
 */
export function overflowRanges(
  range: ValueRange,
  transform: Transform,
  type: string,
): readonly ValueRange[] {
  return overflows(transform, type)
    .filter(({ values }) => overlap(range, values))
    .map(({ partitions }) => partitions);
}

interface Overflow {
  /** Of the column. */
  readonly values: ValueRange;
  readonly partitions: ValueRange;
}

function overflows(transform: Transform, type: string): readonly Overflow[] {
  if (transform.kind === 'truncate') return truncateOverflows(BigInt(transform.width), type);
  const isMicros = type === 'timestamp' || type === 'timestamptz';
  return transform.kind === 'hour' && isMicros ? hourOverflows : [];
}

/** The lowest values are cut to one below what there is. A `long` may have been an `int`. */
function truncateOverflows(width: bigint, type: string): readonly Overflow[] {
  const sizes = type === 'long' ? [32, 64] : type === 'int' ? [32] : [];
  return sizes.flatMap((bits) => {
    const lowest = -(2n ** BigInt(bits - 1));
    const cut = floorDivide(lowest, width) * width;
    if (cut === lowest) return [];
    const wrapped = BigInt.asIntN(bits, cut);
    return [{ values: closed(lowest, cut + width - 1n), partitions: closed(wrapped, wrapped) }];
  });
}

/** The hours of a year beyond 246,953, before or after, are more than an `int` holds. */
const hourOverflows: readonly Overflow[] = (() => {
  const perHour = 3_600_000_000n;
  const int = 2n ** 31n;
  const long = 2n ** 63n;
  const wrap = (hours: bigint): bigint => BigInt.asIntN(32, hours);
  return [
    {
      values: closed(int * perHour, long - 1n),
      partitions: closed(wrap(int), wrap(floorDivide(long - 1n, perHour))),
    },
    {
      values: closed(-long, -int * perHour - 1n),
      partitions: closed(wrap(floorDivide(-long, perHour)), wrap(-int - 1n)),
    },
  ];
})();

function closed(lower: bigint, upper: bigint): ValueRange {
  return { lower: { value: lower, inclusive: true }, upper: { value: upper, inclusive: true } };
}

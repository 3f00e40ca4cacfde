import { floorDivide } from '../util/floorDivide.js';
import { decimalScale, type IcebergValue } from './icebergValue.js';
import { murmur3 } from './murmur3.js';

/** How a partition value comes from a column's (the specification, "Partition Transforms"). */
export type Transform =
  | { readonly kind: 'identity' | 'year' | 'month' | 'day' | 'hour' | 'void' }
  | { readonly kind: 'bucket'; readonly count: number }
  | { readonly kind: 'truncate'; readonly width: number }
  /** One that is newer than this code: its values say nothing about the column's. */
  | { readonly kind: 'unknown' };

/** Reads `identity`, `bucket[16]`, `truncate[4]`, `day`, … */
export function parseTransform(text: string): Transform {
  const [, name, parameter] = /^(bucket|truncate)\[(\d{1,10})\]$/i.exec(text) ?? [];
  const number = Number(parameter ?? 0);
  if (name !== undefined && number > 0) {
    return name.toLowerCase() === 'bucket'
      ? { kind: 'bucket', count: number }
      : { kind: 'truncate', width: number };
  }
  const simple = simpleKinds.find((kind) => kind === text.toLowerCase());
  return { kind: simple ?? 'unknown' };
}

const simpleKinds = ['identity', 'year', 'month', 'day', 'hour', 'void'] as const;

/**
 * The partition value of a value that is not null. `undefined` where the transform has none: for
 * `void` and unknown ones, and for a type that the specification does not transform so.
 */
export function applyTransform(
  transform: Transform,
  type: string,
  value: IcebergValue,
): IcebergValue | undefined {
  switch (transform.kind) {
    case 'identity':
      return value;
    case 'bucket': {
      const bytes = toHashed(type, value);
      if (bytes === undefined) return undefined;
      return BigInt((murmur3(bytes) & 0x7fffffff) % transform.count);
    }
    case 'truncate':
      return truncate(type, value, transform.width);
    case 'year':
    case 'month':
    case 'day':
    case 'hour':
      return typeof value === 'bigint' ? toPeriod(transform.kind, type, value) : undefined;
    case 'void':
    case 'unknown':
      return undefined;
  }
}

/** The type of a transform's values. */
export function transformedType(transform: Transform, type: string): string {
  switch (transform.kind) {
    case 'identity':
    case 'truncate':
    case 'void':
    case 'unknown':
      return type;
    case 'bucket':
    case 'year':
    case 'month':
    case 'day':
    case 'hour':
      return 'int';
  }
}

/** The bytes that the specification hashes for a value. */
function toHashed(type: string, value: IcebergValue): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'number') return undefined;
  switch (type) {
    case 'int':
    case 'long':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return littleEndian(value);
    case 'timestamp_ns':
    case 'timestamptz_ns':
      return littleEndian(floorDivide(value, 1000n));
    default:
      return decimalScale(type) === undefined ? undefined : smallestBigEndian(value);
  }
}

function littleEndian(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, value, true);
  return bytes;
}

/** Two's complement in as few bytes as hold the value. */
function smallestBigEndian(value: bigint): Uint8Array {
  let length = 1;
  while (BigInt.asIntN(length * 8, value) !== value) length++;
  const hex = BigInt.asUintN(length * 8, value).toString(16);
  return Buffer.from(hex.padStart(length * 2, '0'), 'hex');
}

function truncate(type: string, value: IcebergValue, width: number): IcebergValue | undefined {
  if (typeof value === 'bigint') {
    const truncated = floorDivide(value, BigInt(width)) * BigInt(width);
    // The lowest numbers have none lower to be cut to: all writers come in again from above.
    if (type === 'int') return BigInt.asIntN(32, truncated);
    if (type === 'long') return BigInt.asIntN(64, truncated);
    return decimalScale(type) === undefined ? undefined : truncated;
  }
  if (typeof value === 'number') return undefined;
  switch (type) {
    case 'string':
      return value.subarray(0, endOfCharacters(value, width));
    case 'binary':
      return value.subarray(0, width);
    default:
      return undefined;
  }
}

/** Where the first `count` characters of UTF-8 end: their later bytes are `10xxxxxx`. */
function endOfCharacters(bytes: Uint8Array, count: number): number {
  let seen = 0;
  for (const [i, byte] of bytes.entries()) {
    if ((byte & 0xc0) !== 0x80 && ++seen > count) return i;
  }
  return bytes.length;
}

type Period = 'year' | 'month' | 'day' | 'hour';

/** How many periods after 1970 a date or a timestamp lies. */
function toPeriod(period: Period, type: string, value: bigint): bigint | undefined {
  const perHour = unitsPerHour.get(type);
  if (period === 'hour') {
    return perHour === undefined ? undefined : floorDivide(value, perHour);
  }
  const days = type === 'date' ? value : perHour && floorDivide(value, perHour * 24n);
  if (days === undefined || period === 'day') return days;
  const date = new Date(Number(days) * 86_400_000);
  const years = date.getUTCFullYear() - 1970;
  // Beyond what `Date` holds, ±270,000 years.
  if (Number.isNaN(years)) return undefined;
  return BigInt(period === 'year' ? years : years * 12 + date.getUTCMonth());
}

const unitsPerHour: ReadonlyMap<string, bigint> = new Map([
  ['timestamp', 3_600_000_000n],
  ['timestamptz', 3_600_000_000n],
  ['timestamp_ns', 3_600_000_000_000n],
  ['timestamptz_ns', 3_600_000_000_000n],
]);

import type { Literal } from '../../util/predicate.js';
import { floorDivide } from '../../util/floorDivide.js';
import { decimalScale, type IcebergValue, isBinary } from '../icebergValue.js';
import { parseDate, parseTime, parseTimestamp } from './instant.js';

/**
 * Where a literal lies among the values of a column, as DuckDB compares the two: it is one of them;
 * or it lies between two neighbours; or, where a comparison rounds, any value from `low` to `high`
 * may count as equal to it.
 */
export type Place =
  | { readonly kind: 'at'; readonly value: IcebergValue }
  | { readonly kind: 'between'; readonly below: bigint; readonly above: bigint }
  | { readonly kind: 'near'; readonly low: IcebergValue; readonly high: IcebergValue };

/** `undefined` where it is not certain what DuckDB makes of the literal beside a column of this type. */
export function placeLiteral({ type: kind, text }: Literal, type: string): Place | undefined {
  switch (type) {
    case 'boolean': {
      const value = booleans.get(text.toLowerCase());
      return kind === 'boolean' && value !== undefined ? { kind: 'at', value } : undefined;
    }
    case 'int':
    case 'long':
      return kind === 'number' ? placeNumber(text, 0) : undefined;
    case 'float':
      return kind === 'number' ? placeFloating(text, Math.fround, 2 ** -21) : undefined;
    case 'double':
      return kind === 'number' ? placeFloating(text, (value) => value, 2 ** -50) : undefined;
    case 'string':
      return kind === 'string' ? { kind: 'at', value: Buffer.from(text) } : undefined;
    case 'uuid':
      return kind === 'string' && uuid.test(text)
        ? { kind: 'at', value: Buffer.from(text.replaceAll('-', ''), 'hex') }
        : undefined;
    case 'date':
      return placeAt(kind, text, 'none', 86_400_000_000n);
    case 'time': {
      const micros = kind === 'string' ? parseTime(text) : undefined;
      return micros === undefined ? undefined : { kind: 'at', value: micros };
    }
    case 'timestamp':
      return placeAt(kind, text, 'none', 1n);
    case 'timestamptz':
      return placeAt(kind, text, 'required', 1n);
    case 'timestamp_ns':
      return widen(placeAt(kind, text, 'none', 1n));
    case 'timestamptz_ns':
      return widen(placeAt(kind, text, 'required', 1n));
    default: {
      const scale = decimalScale(type);
      if (scale !== undefined) return kind === 'number' ? placeNumber(text, scale) : undefined;
      // In a text that becomes bytes, DuckDB takes a backslash for the start of a code.
      return isBinary(type) && kind === 'string' && /^[\x20-\x5b\x5d-\x7e]*$/.test(text)
        ? { kind: 'at', value: Buffer.from(text) }
        : undefined;
    }
  }
}

const booleans: ReadonlyMap<string, bigint> = new Map([
  ['true', 1n],
  ['false', 0n],
]);

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A number without an exponent; DuckDB compares one with an exponent as a double, and rounds. */
const plainNumber = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** Among whole numbers, or decimals by their unscaled digits. */
function placeNumber(text: string, scale: number): Place | undefined {
  const [, sign = '', whole = '', fraction = ''] = plainNumber.exec(text) ?? [];
  const digits = whole + fraction;
  // More digits than a decimal has make it a double too.
  if (digits === '' || digits.length > 38) return undefined;
  const value = BigInt(digits) * (sign === '-' ? -1n : 1n);
  return fraction.length <= scale
    ? { kind: 'at', value: value * 10n ** BigInt(scale - fraction.length) }
    : placeAmong(value, 10n ** BigInt(fraction.length - scale));
}

/** Among whole units of `unit`. */
function placeAmong(value: bigint, unit: bigint): Place {
  const below = floorDivide(value, unit);
  return below * unit === value
    ? { kind: 'at', value: below }
    : { kind: 'between', below, above: below + 1n };
}

/**
 * Among floating-point numbers. A short number is exact or rounded as JavaScript rounds it; of a
 * long one only the neighbourhood is certain, and so of one that a `float` has not, since DuckDB
 * compares those as `float` or as `double`, by the form of the number.
 */
function placeFloating(
  text: string,
  round: (value: number) => number,
  error: number,
): Place | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  const digits = text.replace(/e.*$/i, '').replace(/\D/g, '').length;
  if (digits <= 15 && round(value) === value) return { kind: 'at', value };
  const slack = Math.abs(value) * error;
  // Where even the smallest numbers are far apart, the slack is none.
  if (Math.abs(value) < 1e-30) return undefined;
  return { kind: 'near', low: value - slack, high: value + slack };
}

/** A date or a timestamp, or a text that is one, among whole units of so many microseconds. */
function placeAt(
  kind: Literal['type'],
  text: string,
  zone: 'none' | 'required',
  unit: bigint,
): Place | undefined {
  switch (kind) {
    case 'number':
    case 'boolean':
      return undefined;
    case 'string': {
      // Beside a date DuckDB cuts a time off.
      const isDay = parseDate(text) !== undefined;
      if (unit !== 1n && !isDay) return undefined;
      break;
    }
    case 'date':
    case 'timestamp':
      if (zone === 'required') return undefined;
      break;
    case 'timestamptz':
      if (zone === 'none') return undefined;
      break;
  }
  const micros = parseTimestamp(text, zone);
  return micros === undefined ? undefined : placeAmong(micros, unit);
}

/** From microseconds to nanoseconds. What has been cut off, of either side, is under a microsecond. */
function widen(place: Place | undefined): Place | undefined {
  if (place?.kind !== 'at' || typeof place.value !== 'bigint') return undefined;
  const nanos = place.value * 1000n;
  return { kind: 'near', low: nanos - 1000n, high: nanos + 1000n };
}

import { floorDivide } from '../util/floorDivide.js';
import { decimalText, toUnscaled } from './decimalText.js';
import { decimalScale } from './icebergValue.js';
import { parseTransform } from './transform.js';

/**
 * A partition value as a person reads it: `2026-01` for a month, `2026-01-31-23` for an hour. `type` is
 * that of the column, `value` as Avro has it; `null` is NULL.
 */
export function partitionText(transform: string, type: string, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint' || typeof value === 'number') {
    const count = typeof value === 'bigint' || Number.isInteger(value) ? BigInt(value) : undefined;
    const text =
      count === undefined ? undefined : periodText(parseTransform(transform).kind, count);
    return text ?? (count === undefined ? String(value) : countText(type, count));
  }
  if (value instanceof Uint8Array) return bytesText(type, value);
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : '?';
}

/** Years, months, days and hours are counted since 1970. */
function periodText(
  kind: ReturnType<typeof parseTransform>['kind'],
  count: bigint,
): string | undefined {
  switch (kind) {
    case 'year':
      return yearText(1970n + count);
    case 'month':
      return `${yearText(1970n + floorDivide(count, 12n))}-${twoDigits(modulo(count, 12n) + 1n)}`;
    case 'day':
      return dayText(count);
    case 'hour':
      return `${dayText(floorDivide(count, 24n))}-${twoDigits(modulo(count, 24n))}`;
    case 'bucket':
      return String(count);
    case 'identity':
    case 'truncate':
    case 'void':
    case 'unknown':
      return undefined;
  }
}

/** A value of a type that Avro has as a whole number. */
function countText(type: string, count: bigint): string {
  switch (type) {
    case 'date':
      return dayText(count);
    case 'time':
      return timeText(count, 6);
    case 'timestamp':
    case 'timestamptz':
      return momentText(count, 6, type === 'timestamptz');
    case 'timestamp_ns':
    case 'timestamptz_ns':
      return momentText(count, 9, type === 'timestamptz_ns');
    default:
      return String(count);
  }
}

function bytesText(type: string, bytes: Uint8Array): string {
  const scale = decimalScale(type);
  if (scale !== undefined) {
    const unscaled = toUnscaled(bytes);
    return scale === 0 ? String(unscaled) : decimalText(unscaled, scale);
  }
  const hex = Buffer.from(bytes).toString('hex');
  return type === 'uuid' ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : hex;
}

/** `2026-11-21T22:31:08.000001`, without a fraction that is zero. */
function momentText(count: bigint, fraction: number, isUtc: boolean): string {
  const perDay = 86_400n * 10n ** BigInt(fraction);
  const time = timeText(modulo(count, perDay), fraction);
  return `${dayText(floorDivide(count, perDay))}T${time}${isUtc ? '+00:00' : ''}`;
}

function timeText(count: bigint, fraction: number): string {
  const unit = 10n ** BigInt(fraction);
  const seconds = count / unit;
  const parts = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n].map(twoDigits);
  const rest = count % unit;
  return rest === 0n
    ? parts.join(':')
    : `${parts.join(':')}.${String(rest).padStart(fraction, '0')}`;
}

/** Of the Gregorian calendar, also before it was one; a `Date` ends too early for what Iceberg can hold. */
function dayText(days: bigint): string {
  // Counted from the 1st of March of the year 0, so that a leap day is the last of its year.
  const day = days + 719_468n;
  const era = floorDivide(day, 146_097n);
  const ofEra = day - era * 146_097n;
  const yearOfEra = (ofEra - ofEra / 1460n + ofEra / 36_524n - ofEra / 146_096n) / 365n;
  const ofYear = ofEra - (365n * yearOfEra + yearOfEra / 4n - yearOfEra / 100n);
  const march = (5n * ofYear + 2n) / 153n;
  const month = march < 10n ? march + 3n : march - 9n;
  const year = yearOfEra + era * 400n + (month <= 2n ? 1n : 0n);
  return `${yearText(year)}-${twoDigits(month)}-${twoDigits(ofYear - (153n * march + 2n) / 5n + 1n)}`;
}

function yearText(year: bigint): string {
  return year < 0n ? `-${String(-year).padStart(4, '0')}` : String(year).padStart(4, '0');
}

function twoDigits(number: bigint): string {
  return String(number).padStart(2, '0');
}

function modulo(count: bigint, by: bigint): bigint {
  return count - floorDivide(count, by) * by;
}

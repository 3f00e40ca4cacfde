import { decimalScale, type IcebergValue, isBinary, isFloating } from '../icebergValue.js';
import type { ColumnMetrics, FieldSummary } from '../manifest.js';
import { decodeDecimal, decodeSingleValue, promoteInt } from '../singleValue.js';
import type { ColumnFilter } from './boundFilter.js';
import type { ColumnFacts } from './columnTest.js';

/** What a manifest list says of a partition field in all files of a manifest. */
export function summaryFacts(type: string, summary: FieldSummary): ColumnFacts {
  return {
    type,
    nulls: summary.containsNull,
    nans: isFloating(type) && summary.containsNan !== false,
    values: true,
    lower: summary.lower && decodeSingleValue(type, summary.lower),
    upper: summary.upper && decodeSingleValue(type, summary.upper),
  };
}

/** What the partition value of a file says: all its rows have it. */
export function partitionFacts(type: string, value: unknown): ColumnFacts | undefined {
  const none = { type, nulls: false, nans: false, values: false };
  if (value === null) return { ...none, nulls: true };
  if (typeof value === 'number' && Number.isNaN(value)) return { ...none, nans: true };
  const known = fromAvro(type, value);
  return known === undefined ? undefined : { ...none, values: true, lower: known, upper: known };
}

/** What the metrics of a file say of a column; nothing where there are none. */
export function metricFacts(
  { fieldId, type, isNested }: ColumnFilter,
  metrics: ColumnMetrics | undefined,
): ColumnFacts | undefined {
  if (metrics === undefined) return undefined;
  const values = metrics.valueCounts.get(fieldId);
  const nulls = metrics.nullCounts.get(fieldId);
  const nans = metrics.nanCounts.get(fieldId);
  const lower = metrics.lowerBounds.get(fieldId);
  const upper = metrics.upperBounds.get(fieldId);
  return {
    type,
    // Whether a field is counted as null where its struct is, differs by writer.
    nulls: isNested || nulls !== 0n,
    nans: isFloating(type) && nans !== 0n,
    values: values === undefined || nulls === undefined || values !== nulls + (nans ?? 0n),
    lower: lower && decodeSingleValue(type, lower),
    upper: upper && decodeSingleValue(type, upper),
  };
}

/** A partition value as Avro has it; `undefined` where it is none of the type's. */
function fromAvro(type: string, value: unknown): IcebergValue | undefined {
  if (typeof value === 'number') return isFloating(type) ? value : promoteInt(type, value);
  if (typeof value === 'bigint') return longTypes.has(type) ? value : undefined;
  if (typeof value === 'boolean') return type === 'boolean' ? BigInt(value) : undefined;
  if (typeof value === 'string') return type === 'string' ? Buffer.from(value) : undefined;
  if (!(value instanceof Uint8Array)) return undefined;
  if (decimalScale(type) !== undefined) return decodeDecimal(value);
  return type === 'uuid' || isBinary(type) ? value : undefined;
}

const longTypes: ReadonlySet<string> = new Set([
  ...['int', 'long', 'date', 'time'],
  ...['timestamp', 'timestamptz', 'timestamp_ns', 'timestamptz_ns'],
]);

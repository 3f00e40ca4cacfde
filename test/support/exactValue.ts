import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListType,
  DuckDBListValue,
  DuckDBMapType,
  DuckDBMapValue,
  DuckDBStructType,
  DuckDBStructValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeValue,
  type DuckDBType,
  DuckDBTypeId,
  DuckDBUUIDValue,
  type DuckDBValue,
} from '@duckdb/node-api';

/** A value without loss, in a form that `test/support/oracle/exact.py` makes of values of Arrow. */
export type ExactValue =
  null | boolean | string | readonly ExactValue[] | { readonly [name: string]: ExactValue };

/**
 * Numbers are text with all their digits, times whole numbers since their zero with a unit, bytes
 * hex. A list is an array, a struct an object, a map `{ map: [[key, value], …] }` in the order of
 * its keys' JSON, since its own order means nothing.
 */
export function exactValue(value: DuckDBValue, type: DuckDBType): ExactValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return isFloat(type) ? exactFloat(value) : String(value);
  if (value instanceof DuckDBDecimalValue || value instanceof DuckDBUUIDValue) return String(value);
  if (value instanceof DuckDBDateValue) return `${value.days} d`;
  if (value instanceof DuckDBTimeValue) return `${value.micros} us`;
  if (value instanceof DuckDBTimestampValue) return `${value.micros} us`;
  if (value instanceof DuckDBTimestampTZValue) return `${value.micros} us UTC`;
  if (value instanceof DuckDBTimestampNanosecondsValue) return `${value.nanos} ns`;
  if (value instanceof DuckDBBlobValue) return `x${Buffer.from(value.bytes).toString('hex')}`;
  if (value instanceof DuckDBListValue && type instanceof DuckDBListType) {
    return value.items.map((item) => exactValue(item, type.valueType));
  }
  if (value instanceof DuckDBStructValue && type instanceof DuckDBStructType) {
    const fields = type.entryNames.map((name, i): [string, ExactValue] => {
      return [name, exactValue(value.entries[name] ?? null, type.entryTypes[i] ?? type)];
    });
    return Object.fromEntries(fields);
  }
  if (value instanceof DuckDBMapValue && type instanceof DuckDBMapType) {
    return exactMap(value, type);
  }
  throw new TypeError(`no exact form of ${String(type)}`);
}

function exactMap(map: DuckDBMapValue, { keyType, valueType }: DuckDBMapType): ExactValue {
  const entries = map.entries.map(({ key, value }) => {
    const exactKey = exactValue(key, keyType);
    return {
      order: Buffer.from(JSON.stringify(exactKey)),
      entry: [exactKey, exactValue(value, valueType)],
    };
  });
  return { map: entries.sort((a, b) => a.order.compare(b.order)).map(({ entry }) => entry) };
}

function isFloat({ typeId }: DuckDBType): boolean {
  return typeId === DuckDBTypeId.FLOAT || typeId === DuckDBTypeId.DOUBLE;
}

/** The shortest digits that give the number back, `1.5e+0`; the sign of zero is kept. */
function exactFloat(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return Object.is(value, -0) ? '-0e+0' : value.toExponential();
}

/**
 * A value of a primitive type in the form in which it is compared: whole numbers as `bigint`, which
 * days, microseconds, nanoseconds and the unscaled digits of a decimal are as well, and a boolean as
 * 0 or 1; `float` and `double` as `number`; text as its UTF-8 bytes, `uuid`, `fixed` and `binary`
 * as theirs.
 */
export type IcebergValue = bigint | number | Uint8Array;

export type Order = (a: IcebergValue, b: IcebergValue) => number;

/** Numbers by size, bytes as unsigned; both values are of one type. */
export function compareValues(a: IcebergValue, b: IcebergValue): number {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The orders by which writers have found the lower and upper bound of a column. Iceberg's Java
 * library took the halves of a `uuid` for signed numbers, unlike its specification and DuckDB.
 */
export function ordersOf(type: string): readonly Order[] {
  return type === 'uuid' ? uuidOrders : unsigned;
}

const unsigned: readonly Order[] = [compareValues];
const uuidOrders: readonly Order[] = [compareValues, compareSignedHalves];

function compareSignedHalves(a: IcebergValue, b: IcebergValue): number {
  if (!(a instanceof Uint8Array && b instanceof Uint8Array)) return compareValues(a, b);
  return compareValues(half(a, 0), half(b, 0)) || compareValues(half(a, 8), half(b, 8));
}

function half(bytes: Uint8Array, at: number): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigInt64(at);
}

/** The digits after the point, `undefined` where the type is not a decimal. */
export function decimalScale(type: string): number | undefined {
  const scale = /^decimal\(\d+, (\d+)\)$/.exec(type)?.[1];
  return scale === undefined ? undefined : Number(scale);
}

export function isFloating(type: string): boolean {
  return type === 'float' || type === 'double';
}

export function isBinary(type: string): boolean {
  return type === 'binary' || /^fixed\[\d+\]$/.test(type);
}

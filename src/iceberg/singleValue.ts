import { decimalScale, type IcebergValue, isBinary } from './icebergValue.js';

/**
 * A value as bounds have it (the specification, "Binary single-value serialization"). `undefined`
 * where the bytes are none of that type: nothing is known then. Types that a column had before it
 * was promoted are told by their length, as the specification says.
 */
export function decodeSingleValue(type: string, bytes: Uint8Array): IcebergValue | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { byteLength } = view;
  switch (type) {
    case 'boolean':
      return byteLength === 1 ? (view.getUint8(0) === 0 ? 0n : 1n) : undefined;
    case 'int':
    case 'date':
      return byteLength === 4 ? BigInt(view.getInt32(0, true)) : undefined;
    case 'long':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
    case 'timestamp_ns':
    case 'timestamptz_ns':
      if (byteLength === 8) return view.getBigInt64(0, true);
      return byteLength === 4 ? promoteInt(type, view.getInt32(0, true)) : undefined;
    case 'float':
      return byteLength === 4 ? notNaN(view.getFloat32(0, true)) : undefined;
    case 'double':
      if (byteLength === 8) return notNaN(view.getFloat64(0, true));
      return byteLength === 4 ? notNaN(view.getFloat32(0, true)) : undefined;
    case 'uuid':
      return byteLength === 16 ? bytes : undefined;
    case 'string':
      return bytes;
    default:
      if (decimalScale(type) !== undefined) return decodeDecimal(bytes);
      return isBinary(type) ? bytes : undefined;
  }
}

/** What was an `int` in a file of a column that is a `long` by now, or a `date` that became a timestamp. */
export function promoteInt(type: string, value: number): bigint | undefined {
  switch (type) {
    case 'int':
    case 'long':
    case 'date':
      return BigInt(value);
    case 'timestamp':
      return BigInt(value) * 86_400_000_000n;
    case 'timestamp_ns':
      return BigInt(value) * 86_400_000_000_000n;
    default:
      return undefined;
  }
}

/** Unscaled digits as two's complement, the highest byte first. `undefined` where there are too many. */
export function decodeDecimal(bytes: Uint8Array): bigint | undefined {
  // 38 digits are 16 bytes; a few more would do no harm, megabytes would.
  if (bytes.length === 0 || bytes.length > 32) return undefined;
  const unsigned = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  return BigInt.asIntN(bytes.length * 8, unsigned);
}

/** Old writers put NaN into bounds, where nothing can be told from it. */
function notNaN(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}

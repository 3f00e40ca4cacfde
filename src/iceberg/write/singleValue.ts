import type { ValueText } from './writtenFile.js';

/*
 * Values of primitive types in the binary form that bounds have, and in that of Avro, which
 * partition tuples have (the specification, appendices A and D).
 */

/** The binary single-value form of bounds. */
export function toSingleValue(type: string, text: ValueText): Buffer {
  const decimal = decimalOf(type);
  if (decimal !== undefined) return toLeastBytes(unscaled(text));
  switch (type) {
    case 'boolean':
      return Buffer.from([text === 'true' ? 1 : 0]);
    case 'int':
    case 'date':
      return filled(4, (buffer) => buffer.writeInt32LE(Number(text)));
    case 'long':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return filled(8, (buffer) => buffer.writeBigInt64LE(BigInt(text)));
    case 'float':
      return filled(4, (buffer) => buffer.writeFloatLE(toNumber(text)));
    case 'double':
      return filled(8, (buffer) => buffer.writeDoubleLE(toNumber(text)));
    case 'uuid':
      return Buffer.from(text.replaceAll('-', ''), 'hex');
    case 'string':
      return Buffer.from(text);
    default:
      return Buffer.from(text, 'hex');
  }
}

/** The value as avsc wants it for the type that `toAvroType` gives. */
export function toAvroValue(type: string, text: ValueText): unknown {
  const decimal = decimalOf(type);
  if (decimal !== undefined) return toBytes(unscaled(text), decimal.bytes);
  switch (type) {
    case 'boolean':
      return text === 'true';
    case 'int':
    case 'date':
      return Number(text);
    case 'long':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return BigInt(text);
    case 'float':
    case 'double':
      return toNumber(text);
    case 'string':
      return text;
    default:
      return toSingleValue(type, text);
  }
}

/** The Avro type of a primitive type. `name` is for those that Avro wants named. */
export function toAvroType(type: string, name: string): unknown {
  const decimal = decimalOf(type);
  if (decimal !== undefined) {
    const { precision, scale, bytes } = decimal;
    return { type: 'fixed', name, size: bytes, logicalType: 'decimal', precision, scale };
  }
  const fixed = /^fixed\[(\d+)\]$/.exec(type)?.[1];
  if (fixed !== undefined) return { type: 'fixed', name, size: Number(fixed) };
  switch (type) {
    case 'date':
      return { type: 'int', logicalType: 'date' };
    case 'time':
      return { type: 'long', logicalType: 'time-micros' };
    case 'timestamp':
    case 'timestamptz': {
      const isUtc = type === 'timestamptz';
      return { type: 'long', logicalType: 'timestamp-micros', 'adjust-to-utc': isUtc };
    }
    case 'uuid':
      return { type: 'fixed', name, size: 16, logicalType: 'uuid' };
    case 'binary':
      return 'bytes';
    default:
      return type;
  }
}

/** Which of two values is first, in the order of bounds. Strings are in the order of their UTF-8. */
export function compareValues(type: string, a: ValueText, b: ValueText): number {
  if (decimalOf(type) !== undefined) return compare(unscaled(a), unscaled(b));
  switch (type) {
    case 'int':
    case 'long':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return compare(BigInt(a), BigInt(b));
    case 'float':
    case 'double':
      return compare(toNumber(a), toNumber(b));
    default:
      return Buffer.compare(toSingleValue(type, a), toSingleValue(type, b));
  }
}

function compare(a: bigint | number, b: bigint | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function decimalOf(
  type: string,
): { readonly precision: number; readonly scale: number; readonly bytes: number } | undefined {
  const [, precision, scale] = /^decimal\((\d+), (\d+)\)$/.exec(type) ?? [];
  if (precision === undefined) return undefined;
  const greatest = 10n ** BigInt(precision) - 1n;
  const bytes = toLeastBytes(greatest).length;
  return { precision: Number(precision), scale: Number(scale), bytes };
}

function unscaled(text: ValueText): bigint {
  return BigInt(text.replace('.', ''));
}

/** Two's complement, the most significant byte first, without a byte that says nothing. */
function toLeastBytes(value: bigint): Buffer {
  let size = 1;
  while (BigInt.asIntN(size * 8, value) !== value) size++;
  return toBytes(value, size);
}

function toBytes(value: bigint, size: number): Buffer {
  const hex = BigInt.asUintN(size * 8, value).toString(16);
  return Buffer.from(hex.padStart(size * 2, '0'), 'hex');
}

function toNumber(text: ValueText): number {
  switch (text) {
    case 'inf':
      return Infinity;
    case '-inf':
      return -Infinity;
    default:
      return Number(text);
  }
}

function filled(size: number, fill: (buffer: Buffer) => void): Buffer {
  const buffer = Buffer.alloc(size);
  fill(buffer);
  return buffer;
}

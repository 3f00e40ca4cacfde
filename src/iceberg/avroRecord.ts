import { IcebergError } from './icebergError.js';
import { isLocation } from './location.js';

/** A record of an Avro file, read by the names of its fields: their order and extras differ by writer. */
export interface AvroRecord {
  readonly value: Readonly<Record<string, unknown>>;
  readonly file: string;
}

export function toAvroRecord(value: unknown, file: string): AvroRecord {
  if (!isRecord(value)) throw new IcebergError('malformed', file, 'not a record of a manifest');
  return { value, file };
}

export function avroText(record: AvroRecord, name: string): string {
  const value = record.value[name];
  if (typeof value !== 'string') throw missing(record, name);
  return value;
}

/** A text that says where a file is: it starts at a root, of this machine or elsewhere. */
export function avroLocation(record: AvroRecord, name: string): string {
  const location = avroText(record, name);
  if (!isLocation(location)) throw missing(record, name);
  return location;
}

/** `undefined` where there is none or null. */
export function avroOptionalText(record: AvroRecord, name: string): string | undefined {
  const value = record.value[name];
  return value === undefined || value === null ? undefined : avroText(record, name);
}

/** A list of `int`; empty where there is none or null. */
export function avroInts(record: AvroRecord, name: string): readonly number[] {
  const value = record.value[name] ?? [];
  if (!Array.isArray(value)) throw missing(record, name);
  return value.map((item: unknown) => {
    if (typeof item !== 'number') throw missing(record, name);
    return item;
  });
}

export function avroLong(record: AvroRecord, name: string): bigint {
  const value = avroOptionalLong(record, name);
  if (value === undefined) throw missing(record, name);
  return value;
}

/** A `long` or an `int`; `undefined` where there is none or null. */
export function avroOptionalLong(record: AvroRecord, name: string): bigint | undefined {
  const value = record.value[name];
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  if (value === undefined || value === null) return undefined;
  throw missing(record, name);
}

/** `undefined` where there is none or null. */
export function avroOptionalBoolean(record: AvroRecord, name: string): boolean | undefined {
  const value = record.value[name] ?? undefined;
  if (value === undefined || typeof value === 'boolean') return value;
  throw missing(record, name);
}

/** `undefined` where there is none or null. */
export function avroOptionalBytes(record: AvroRecord, name: string): Uint8Array | undefined {
  const value = record.value[name] ?? undefined;
  if (value === undefined || value instanceof Uint8Array) return value;
  throw missing(record, name);
}

/** A list of records; `undefined` where there is none or null. */
export function avroRecords(record: AvroRecord, name: string): readonly AvroRecord[] | undefined {
  const value = record.value[name] ?? undefined;
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw missing(record, name);
  return value.map((item: unknown) => toAvroRecord(item, record.file));
}

/** The longs of a map by numbers that was read in part; empty where there is none or null. */
export function avroLongs(record: AvroRecord, name: string): ReadonlyMap<number, bigint> {
  return byKey(record, name, (value): value is bigint => typeof value === 'bigint');
}

/** The bytes of a map by numbers that was read in part; empty where there is none or null. */
export function avroBytesByKey(record: AvroRecord, name: string): ReadonlyMap<number, Uint8Array> {
  return byKey(record, name, (value): value is Uint8Array => value instanceof Uint8Array);
}

function byKey<T>(
  record: AvroRecord,
  name: string,
  is: (value: unknown) => value is T,
): ReadonlyMap<number, T> {
  const value = record.value[name] ?? undefined;
  if (value === undefined) return new Map();
  if (!(value instanceof Map) || !isMapOf(value, is)) throw missing(record, name);
  return value;
}

function isMapOf<T>(
  map: ReadonlyMap<unknown, unknown>,
  is: (value: unknown) => value is T,
): map is ReadonlyMap<number, T> {
  for (const [key, value] of map) {
    if (typeof key !== 'number' || !is(value)) return false;
  }
  return true;
}

export function avroChild(record: AvroRecord, name: string): AvroRecord {
  const value = record.value[name];
  if (!isRecord(value)) throw missing(record, name);
  return { value, file: record.file };
}

function missing({ file }: AvroRecord, name: string): IcebergError {
  return new IcebergError('malformed', file, `a record has no usable "${name}"`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { IcebergError } from './icebergError.js';

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

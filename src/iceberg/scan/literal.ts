import type { ExactJson } from '../../util/exactJson.js';
import { quoteText } from '../../util/quote.js';
import { decimalText, toUnscaled } from '../decimalText.js';
import { IcebergError } from '../icebergError.js';
import type { Field, IcebergType } from '../schema.js';
import { toDuckDbType } from './duckDbType.js';

/** What a field reads as in rows that were written before it was there. */
export function initialDefault(field: Field): string {
  return field.initialDefault === undefined
    ? `CAST(NULL AS ${toDuckDbType(field.type)})`
    : jsonLiteral(field.initialDefault, field);
}

/** A value in the specification's "JSON single-value serialization". */
function jsonLiteral(value: ExactJson, { name, type }: Field): string {
  const wrong = (): IcebergError =>
    new IcebergError('malformed', 'schema', `the default of "${name}" is not of its type`);
  if (value === null) return `CAST(NULL AS ${toDuckDbType(type)})`;
  switch (type.kind) {
    case 'primitive':
      if (typeof value === 'object') throw wrong();
      return textLiteral(String(value), type);
    case 'struct': {
      if (!isRecord(value)) throw wrong();
      const fields = type.fields.map((field) => {
        const own = value[String(field.id)];
        const literal = own === undefined ? initialDefault(field) : jsonLiteral(own, field);
        return `${quoteText(field.name)}: ${literal}`;
      });
      return `{${fields.join(', ')}}`;
    }
    case 'list':
      if (!isList(value)) throw wrong();
      return listLiteral(value, type.element);
    case 'map': {
      const { keys, values } = isRecord(value) ? value : {};
      if (!isList(keys) || !isList(values)) throw wrong();
      return `map(${listLiteral(keys, type.key)}, ${listLiteral(values, type.value)})`;
    }
  }
}

function listLiteral(values: readonly ExactJson[], element: Field): string {
  const items = values.map((value) => jsonLiteral(value, element));
  return `CAST([${items.join(', ')}] AS ${toDuckDbType(element.type)}[])`;
}

/** The value of an identity partition of `file`, as Avro has it. */
export function partitionLiteral(value: unknown, { name, type }: Field, file: string): string {
  const notOfType = (): IcebergError =>
    new IcebergError('malformed', file, `the partition value of "${name}" is not of its type`);
  const duckDbType = toDuckDbType(type);
  if (value === null || value === undefined) return `CAST(NULL AS ${duckDbType})`;
  if (type.kind !== 'primitive') throw notOfType();
  if (value instanceof Uint8Array) {
    const literal = bytesLiteral(value, duckDbType);
    if (literal === undefined) throw notOfType();
    return literal;
  }
  if (typeof value === 'number' || typeof value === 'bigint') {
    return countLiteral(value, duckDbType, type);
  }
  if (typeof value === 'string' || typeof value === 'boolean') {
    return textLiteral(String(value), type);
  }
  throw notOfType();
}

/** Days and microseconds are counted since 1970. */
function countLiteral(count: number | bigint, duckDbType: string, type: IcebergType): string {
  switch (duckDbType) {
    case 'DATE':
      return `(DATE '1970-01-01' + ${count}::INTEGER)`;
    case 'TIME':
      return `(TIME '00:00:00' + to_microseconds(${count}::BIGINT))`;
    case 'TIMESTAMP':
      return `make_timestamp(${count}::BIGINT)`;
    case 'TIMESTAMP_NS':
      return `make_timestamp_ns(${count}::BIGINT)`;
    case 'TIMESTAMP WITH TIME ZONE':
      return `(make_timestamp(${count}::BIGINT) AT TIME ZONE 'UTC')`;
    default:
      return textLiteral(String(count), type);
  }
}

function bytesLiteral(bytes: Uint8Array, duckDbType: string): string | undefined {
  const hex = Buffer.from(bytes).toString('hex');
  if (duckDbType === 'BLOB') return `from_hex(${quoteText(hex)})`;
  if (duckDbType === 'UUID') return `CAST(${quoteText(hex)} AS UUID)`;
  const scale = /^DECIMAL\(\d+,(\d+)\)$/.exec(duckDbType)?.[1];
  if (scale === undefined) return undefined;
  return `CAST(${quoteText(decimalText(toUnscaled(bytes), Number(scale)))} AS ${duckDbType})`;
}

/** Written out where it is bytes; everything else DuckDB reads as Iceberg writes it. */
function textLiteral(text: string, type: IcebergType): string {
  const duckDbType = toDuckDbType(type);
  return duckDbType === 'BLOB'
    ? `from_hex(${quoteText(text)})`
    : `CAST(${quoteText(text)} AS ${duckDbType})`;
}

function isList(value: ExactJson | undefined): value is readonly ExactJson[] {
  return Array.isArray(value);
}

function isRecord(value: ExactJson): value is Readonly<Record<string, ExactJson>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

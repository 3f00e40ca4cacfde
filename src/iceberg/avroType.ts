import type { AvroCursor } from './avroCursor.js';
import { IcebergError } from './icebergError.js';

/** Reads one value: a `long` is a `bigint`, a record an object, a union the value that is there. */
export type AvroReader = (cursor: AvroCursor) => unknown;

/** The reader of a schema's values. Types that refer to themselves are refused: Iceberg has none. */
export function compileAvro(schema: unknown, file: string): AvroReader {
  return compile(schema, { file, named: new Map() });
}

interface Compiling {
  readonly file: string;
  readonly named: Map<string, AvroReader>;
}

function compile(schema: unknown, compiling: Compiling): AvroReader {
  if (typeof schema === 'string') return named(schema, compiling);
  if (Array.isArray(schema)) return union(schema, compiling);
  if (!isRecord(schema)) throw broken(compiling, 'a type is neither a name nor an object');
  const { type, name } = schema;
  // `{"type": {"type": "array", …}}` is the type inside; the rest are words of the field's.
  if (typeof type !== 'string') return compile(type, compiling);
  const reader = complex(type, schema, compiling);
  if (typeof name === 'string') compiling.named.set(name, reader);
  return reader;
}

function complex(
  type: string,
  schema: Readonly<Record<string, unknown>>,
  compiling: Compiling,
): AvroReader {
  switch (type) {
    case 'record':
      return record(schema, compiling);
    case 'array': {
      const item = compile(schema['items'], compiling);
      return (cursor) => [...cursor.blocks(item)];
    }
    case 'map': {
      const value = compile(schema['values'], compiling);
      return (cursor) =>
        Object.fromEntries(cursor.blocks((inside) => [inside.text(), value(inside)] as const));
    }
    case 'fixed': {
      const { size } = schema;
      if (typeof size !== 'number') throw broken(compiling, 'a fixed type without a size');
      return (cursor) => cursor.take(size);
    }
    case 'enum': {
      const { symbols } = schema;
      if (!Array.isArray(symbols)) throw broken(compiling, 'an enum without symbols');
      return (cursor) => symbols[choice(cursor, symbols.length)] as unknown;
    }
    default:
      return named(type, compiling);
  }
}

function record(schema: Readonly<Record<string, unknown>>, compiling: Compiling): AvroReader {
  const { fields } = schema;
  if (!Array.isArray(fields)) throw broken(compiling, 'a record without fields');
  const readers = fields.map((field: unknown) => {
    if (!isRecord(field) || typeof field['name'] !== 'string') {
      throw broken(compiling, 'a field without a name');
    }
    return [field['name'], compile(field['type'], compiling)] as const;
  });
  return (cursor) => Object.fromEntries(readers.map(([name, read]) => [name, read(cursor)]));
}

function union(schemas: readonly unknown[], compiling: Compiling): AvroReader {
  const readers = schemas.map((schema) => compile(schema, compiling));
  return (cursor) => readers[choice(cursor, readers.length)]?.(cursor);
}

function choice(cursor: AvroCursor, count: number): number {
  const index = cursor.long();
  if (index < 0n || index >= BigInt(count)) throw cursor.fault('the Avro file has an unknown type');
  return Number(index);
}

function named(name: string, compiling: Compiling): AvroReader {
  const reader = primitives.get(name) ?? compiling.named.get(name);
  if (reader === undefined) throw broken(compiling, `there is no type ${name}`);
  return reader;
}

const primitives: ReadonlyMap<string, AvroReader> = new Map<string, AvroReader>([
  ['null', () => null],
  ['boolean', (cursor) => cursor.take(1)[0] === 1],
  ['int', (cursor) => Number(cursor.long())],
  ['long', (cursor) => cursor.long()],
  ['float', (cursor) => cursor.take(4).readFloatLE()],
  ['double', (cursor) => cursor.take(8).readDoubleLE()],
  ['bytes', (cursor) => cursor.bytes()],
  ['string', (cursor) => cursor.text()],
]);

function broken({ file }: Compiling, what: string): IcebergError {
  return new IcebergError('malformed', file, `broken Avro schema: ${what}`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

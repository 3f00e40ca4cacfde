import type { AvroCursor } from './avroCursor.js';
import { IcebergError } from './icebergError.js';

/** Reads one value: a `long` is a `bigint`, a record an object, a union the value that is there. */
export type AvroReader = (cursor: AvroCursor) => unknown;

/**
 * What is read of a value: all of it; of a record some of its fields; of a map that is kept as a
 * list of records, as Iceberg keeps those by number, a `Map` of some of its keys. The rest is
 * passed over, which is most of the work of reading spared.
 */
export type AvroSelection =
  | 'all'
  | { readonly fields: Readonly<Record<string, AvroSelection>> }
  | { readonly keys: ReadonlySet<number> };

/**
 * The reader of a schema's values, their fields called as `names` has them by id. Types that refer to
 * themselves are refused: Iceberg has none.
 */
export function compileAvro(
  schema: unknown,
  file: string,
  selection: AvroSelection,
  names: ReadonlyMap<number, string>,
): AvroReader {
  const given = new Set(names.values());
  return compile(schema, selection, { file, names, given, named: new Map(), types: 0, depth: 0 })
    .read;
}

interface AvroType {
  readonly read: AvroReader;
  readonly skip: (cursor: AvroCursor) => void;
}

interface Compiling {
  readonly file: string;
  readonly names: ReadonlyMap<number, string>;
  /** The values of `names`. */
  readonly given: ReadonlySet<string>;
  readonly named: Map<string, unknown>;
  /** How many were compiled so far, and how many of them the current one lies in. */
  types: number;
  depth: number;
}

type Attributes = Readonly<Record<string, unknown>>;

/** Iceberg's have some dozens, few levels deep. A harmful one can be short and without an end. */
const mostTypes = 10_000;
const deepest = 200;

function compile(schema: unknown, selection: AvroSelection, compiling: Compiling): AvroType {
  if (++compiling.types > mostTypes) throw broken(compiling, 'too many types');
  if (++compiling.depth > deepest) throw broken(compiling, 'types within types without an end');
  const compiled = toType(schema, selection, compiling);
  compiling.depth--;
  return compiled;
}

function toType(schema: unknown, selection: AvroSelection, compiling: Compiling): AvroType {
  if (typeof schema === 'string') return toNamed(schema, selection, compiling);
  if (Array.isArray(schema)) return toUnion(schema, selection, compiling);
  if (!isRecord(schema)) throw broken(compiling, 'a type is neither a name nor an object');
  const { type, name } = schema;
  // `{"type": {"type": "array", …}}` is the type inside; the rest are words of the field's.
  if (typeof type !== 'string') return compile(type, selection, compiling);
  const compiled = toComplex(type, schema, selection, compiling);
  if (typeof name === 'string') compiling.named.set(name, schema);
  return compiled;
}

function toComplex(
  type: string,
  schema: Attributes,
  selection: AvroSelection,
  compiling: Compiling,
): AvroType {
  switch (type) {
    case 'record':
      return toRecord(schema, selection, compiling);
    case 'array':
      return toArray(schema, selection, compiling);
    case 'map': {
      const value = compile(schema['values'], 'all', compiling);
      return {
        read: (cursor) => {
          const entries: (readonly [string, unknown])[] = [];
          cursor.items(() => entries.push([cursor.text(), value.read(cursor)]));
          return Object.fromEntries(entries);
        },
        skip: (cursor) => {
          cursor.items(() => {
            cursor.skip(cursor.length());
            value.skip(cursor);
          });
        },
      };
    }
    case 'fixed': {
      const { size } = schema;
      if (typeof size !== 'number' || !Number.isSafeInteger(size)) {
        throw broken(compiling, 'a fixed type without a size');
      }
      return {
        read: (cursor) => cursor.take(size),
        skip: (cursor) => {
          cursor.skip(size);
        },
      };
    }
    case 'enum': {
      const { symbols } = schema;
      if (!Array.isArray(symbols)) throw broken(compiling, 'an enum without symbols');
      return {
        read: (cursor) => symbols[choose(cursor, symbols.length)] as unknown,
        skip: skipLong,
      };
    }
    default:
      return toNamed(type, selection, compiling);
  }
}

function toRecord(schema: Attributes, selection: AvroSelection, compiling: Compiling): AvroType {
  const fields = toFields(schema, compiling).map(({ name, type }) => {
    const wanted = name === undefined ? undefined : selectField(selection, name);
    const compiled = compile(type, wanted ?? 'all', compiling);
    return { name, ...compiled, isWanted: wanted !== undefined };
  });
  return {
    read: (cursor) => {
      const record: Record<string, unknown> = {};
      for (const field of fields) {
        if (field.isWanted && field.name !== undefined) record[field.name] = field.read(cursor);
        else field.skip(cursor);
      }
      return record;
    },
    skip: (cursor) => {
      for (const { skip } of fields) skip(cursor);
    },
  };
}

function selectField(selection: AvroSelection, name: string): AvroSelection | undefined {
  if (selection === 'all' || 'keys' in selection) return 'all';
  return Object.hasOwn(selection.fields, name) ? selection.fields[name] : undefined;
}

interface AvroField {
  /** `undefined` where its id says that it is not what it is called. */
  readonly name: string | undefined;
  readonly type: unknown;
}

function toFields({ fields }: Attributes, compiling: Compiling): readonly AvroField[] {
  if (!Array.isArray(fields)) throw broken(compiling, 'a record without fields');
  return fields.map((field: unknown) => {
    // A name that Avro does not allow stands beside the one that was made of it.
    const name = isRecord(field) ? (field['iceberg-field-name'] ?? field['name']) : undefined;
    if (!isRecord(field) || typeof name !== 'string') {
      throw broken(compiling, 'a field without a name');
    }
    // Assigning it would not make a field.
    if (name === '__proto__') throw broken(compiling, `a field named ${name}`);
    return { name: nameById(name, field['field-id'], compiling), type: field['type'] };
  });
}

function nameById(name: string, id: unknown, { names, given }: Compiling): string | undefined {
  if (typeof id !== 'number') return name;
  return names.get(id) ?? (given.has(name) ? undefined : name);
}

function toArray(schema: Attributes, selection: AvroSelection, compiling: Compiling): AvroType {
  const { items } = schema;
  const item = compile(items, 'all', compiling);
  const skip = (cursor: AvroCursor): void => {
    cursor.items(item.skip);
  };
  if (selection !== 'all' && 'keys' in selection && isRecord(items)) {
    return { read: toKeyed(items, selection.keys, compiling), skip };
  }
  return {
    read: (cursor) => {
      const list: unknown[] = [];
      cursor.items(() => list.push(item.read(cursor)));
      return list;
    },
    skip,
  };
}

function toKeyed(items: Attributes, keys: ReadonlySet<number>, compiling: Compiling): AvroReader {
  const [key, value, ...more] = toFields(items, compiling);
  if (key?.name !== 'key' || value?.name !== 'value' || more.length > 0) {
    throw broken(compiling, 'a map by numbers that is none');
  }
  const keyType = compile(key.type, 'all', compiling);
  const valueType = compile(value.type, 'all', compiling);
  return (cursor) => {
    const map = new Map<unknown, unknown>();
    cursor.items(() => {
      const number = keyType.read(cursor);
      if (typeof number === 'number' && keys.has(number)) map.set(number, valueType.read(cursor));
      else valueType.skip(cursor);
    });
    return map;
  };
}

function toUnion(
  schemas: readonly unknown[],
  selection: AvroSelection,
  compiling: Compiling,
): AvroType {
  const types = schemas.map((schema) => compile(schema, selection, compiling));
  return {
    read: (cursor) => types[choose(cursor, types.length)]?.read(cursor),
    skip: (cursor) => types[choose(cursor, types.length)]?.skip(cursor),
  };
}

function choose(cursor: AvroCursor, count: number): number {
  const index = cursor.int();
  if (index < 0 || index >= count) throw cursor.fault('the Avro file has an unknown type');
  return index;
}

function toNamed(name: string, selection: AvroSelection, compiling: Compiling): AvroType {
  const primitive = primitives.get(name);
  if (primitive !== undefined) return primitive;
  const schema = compiling.named.get(name);
  if (schema === undefined) throw broken(compiling, `there is no type ${name}`);
  return compile(schema, selection, compiling);
}

const skipLong = (cursor: AvroCursor): void => {
  cursor.skipLong();
};

const skipBytes = (cursor: AvroCursor): void => {
  cursor.skip(cursor.length());
};

function sized(size: number, read: AvroReader): AvroType {
  return {
    read,
    skip: (cursor) => {
      cursor.skip(size);
    },
  };
}

const primitives: ReadonlyMap<string, AvroType> = new Map<string, AvroType>([
  ['null', sized(0, () => null)],
  ['boolean', sized(1, (cursor) => cursor.take(1)[0] === 1)],
  ['int', { read: (cursor) => cursor.int(), skip: skipLong }],
  ['long', { read: (cursor) => cursor.long(), skip: skipLong }],
  ['float', sized(4, (cursor) => cursor.take(4).readFloatLE())],
  ['double', sized(8, (cursor) => cursor.take(8).readDoubleLE())],
  ['bytes', { read: (cursor) => cursor.bytes(), skip: skipBytes }],
  ['string', { read: (cursor) => cursor.text(), skip: skipBytes }],
]);

function broken({ file }: Compiling, what: string): IcebergError {
  return new IcebergError('malformed', file, `broken Avro schema: ${what}`);
}

function isRecord(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

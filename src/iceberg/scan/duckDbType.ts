import { quoteName } from '../../util/quote.js';
import { IcebergError } from '../icebergError.js';
import type { Field, IcebergType } from '../schema.js';

/** DuckDB's word for an Iceberg type that it can hold; throws `unsupported` for another one. */
export function toDuckDbType(type: IcebergType): string {
  switch (type.kind) {
    case 'primitive':
      return toPrimitive(type.name);
    case 'struct': {
      const fields = type.fields.map(
        (field) => `${quoteName(field.name)} ${toDuckDbType(field.type)}`,
      );
      return `STRUCT(${fields.join(', ')})`;
    }
    case 'list':
      return `${toDuckDbType(type.element.type)}[]`;
    case 'map':
      return `MAP(${toDuckDbType(type.key.type)}, ${toDuckDbType(type.value.type)})`;
  }
}

/** Why no value of a type can be read, `undefined` where it can. */
export function unreadable(type: IcebergType): string | undefined {
  switch (type.kind) {
    case 'primitive':
      return primitives.has(type.name) || parametrized(type.name) !== undefined
        ? undefined
        : `the type ${type.name} can not be read`;
    case 'struct':
      return unreadableStruct(type.fields);
    case 'list':
      return unreadable(type.element.type);
    case 'map':
      return unreadable(type.key.type) ?? unreadable(type.value.type);
  }
}

function unreadableStruct(fields: readonly Field[]): string | undefined {
  if (fields.length === 0) return 'a struct without fields can not be read';
  const names = new Map<string, string>();
  for (const { name, type } of fields) {
    const other = names.get(name.toLowerCase());
    if (other !== undefined) {
      return `a struct with fields that differ only in case ("${other}", "${name}") can not be read`;
    }
    if (name === '') return 'a struct with a field without a name can not be read';
    names.set(name.toLowerCase(), name);
    const inside = unreadable(type);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function toPrimitive(name: string): string {
  const known = primitives.get(name) ?? parametrized(name);
  if (known === undefined) throw new IcebergError('unsupported', 'schema', `the type ${name}`);
  return known;
}

function parametrized(name: string): string | undefined {
  const decimal = /^decimal\((\d+), (\d+)\)$/.exec(name);
  if (decimal !== null) return `DECIMAL(${decimal[1] ?? ''},${decimal[2] ?? ''})`;
  return /^fixed\[\d+\]$/.test(name) ? 'BLOB' : undefined;
}

/**
 * `timestamptz_ns` is left out on purpose: DuckDB cuts such values to microseconds as it reads them.
 * So are `variant`, `geometry` and `geography`.
 */
const primitives: ReadonlyMap<string, string> = new Map([
  // All NULL; what DuckDB, too, takes for a NULL without a type.
  ['unknown', 'INTEGER'],
  ['boolean', 'BOOLEAN'],
  ['int', 'INTEGER'],
  ['long', 'BIGINT'],
  ['float', 'FLOAT'],
  ['double', 'DOUBLE'],
  ['date', 'DATE'],
  ['time', 'TIME'],
  ['timestamp', 'TIMESTAMP'],
  ['timestamptz', 'TIMESTAMP WITH TIME ZONE'],
  ['timestamp_ns', 'TIMESTAMP_NS'],
  ['string', 'VARCHAR'],
  ['uuid', 'UUID'],
  ['binary', 'BLOB'],
]);

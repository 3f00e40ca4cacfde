import { quoteText } from '../../util/quote.js';
import { IcebergError } from '../icebergError.js';
import type { Field, IcebergType } from '../schema.js';
import { convert } from './convert.js';
import { toDuckDbType } from './duckDbType.js';
import { initialDefault } from './literal.js';
import type { ParquetField, ParquetType } from './parquetSchema.js';

/** The values of identity partitions by the ids of the fields, as SQL, for fields that a file lacks. */
export type Constants = ReadonlyMap<number, string>;

/** What a projection is made for. */
export interface ProjectedFile {
  /** Named where the file does not fit the table. */
  readonly file: string;
  readonly constants: Constants;
}

/**
 * The SQL of an Iceberg field out of a Parquet file: what was renamed, moved, dropped, added or
 * promoted within it since, too. `value` is the SQL of what has the fields of `found`: a column, or a
 * struct by the places of its fields, since names may be anything. Throws `unsupported`.
 */
export function projectField(
  field: Field,
  found: readonly ParquetField[],
  value: (index: number) => string,
  file: ProjectedFile,
  depth = 1,
): string {
  const index = found.findIndex(({ id }) => id === field.id);
  const stored = found[index];
  return stored === undefined
    ? (file.constants.get(field.id) ?? initialDefault(field))
    : projectType(field, stored.type, value(index), file, depth);
}

/** Whether a type of a file is, to the last name, the one it is to be read as. */
export function isSame(type: IcebergType, stored: ParquetType): boolean {
  switch (type.kind) {
    case 'primitive':
      return (
        stored.kind === 'primitive' && type.name !== 'unknown' && stored.name === toDuckDbType(type)
      );
    case 'struct':
      return (
        stored.kind === 'struct' &&
        stored.fields.length === type.fields.length &&
        type.fields.every((field, i) => isSamePart(field, stored.fields[i], true))
      );
    case 'list':
      return stored.kind === 'list' && isSamePart(type.element, stored.element, false);
    case 'map':
      return (
        stored.kind === 'map' &&
        isSamePart(type.key, stored.key, false) &&
        isSamePart(type.value, stored.value, false)
      );
  }
}

function isSamePart(field: Field, stored: ParquetField | undefined, isNamed: boolean): boolean {
  return (
    stored?.id === field.id &&
    (!isNamed || stored.name === field.name) &&
    isSame(field.type, stored.type)
  );
}

/** `depth` keeps the names of nested lambdas apart. */
function projectType(
  field: Field,
  stored: ParquetType,
  value: string,
  file: ProjectedFile,
  depth: number,
): string {
  const { type } = field;
  if (isSame(type, stored)) return value;
  const misfit = (): IcebergError => {
    const types = `${storedText(stored)}, which can not be read as ${toDuckDbType(type)}`;
    return new IcebergError('unsupported', file.file, `"${field.name}" is stored as ${types}`);
  };
  const element = `e${depth}`;
  const part = (of: Field, from: ParquetField, at: string): string => {
    if (from.id !== of.id) throw misfit();
    return projectType(of, from.type, at, file, depth + 1);
  };
  switch (type.kind) {
    case 'primitive': {
      const sql =
        stored.kind === 'primitive' ? convert(value, stored.name, toDuckDbType(type)) : undefined;
      // Whatever a file has there.
      if (type.name === 'unknown') return 'CAST(NULL AS INTEGER)';
      if (sql === undefined) throw misfit();
      return sql;
    }
    case 'struct': {
      if (stored.kind !== 'struct') throw misfit();
      const at = (index: number): string => `struct_extract_at(${value}, ${index + 1})`;
      const fields = type.fields.map(
        (inner) =>
          `${quoteText(inner.name)}: ${projectField(inner, stored.fields, at, file, depth)}`,
      );
      return `CASE WHEN ${value} IS NOT NULL THEN {${fields.join(', ')}} END`;
    }
    case 'list': {
      if (stored.kind !== 'list') throw misfit();
      return `list_transform(${value}, lambda ${element}: ${part(type.element, stored.element, element)})`;
    }
    case 'map': {
      if (stored.kind !== 'map') throw misfit();
      const key = part(type.key, stored.key, `struct_extract_at(${element}, 1)`);
      const inner = part(type.value, stored.value, `struct_extract_at(${element}, 2)`);
      const entry = `{'key': ${key}, 'value': ${inner}}`;
      return `map_from_entries(list_transform(map_entries(${value}), lambda ${element}: ${entry}))`;
    }
  }
}

function storedText(stored: ParquetType): string {
  switch (stored.kind) {
    case 'primitive':
      return stored.name;
    case 'other':
      return stored.what;
    case 'struct':
    case 'list':
    case 'map':
      return `a ${stored.kind}`;
  }
}

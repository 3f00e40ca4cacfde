import type { Column } from '../catalog/catalog.js';
import { innerFields } from '../catalog/fieldsOf.js';
import { definedNameIn, type TableDialect } from './tableDialect.js';

/** Says that a column comes out as something else than it is. */
export type NoteLoss = (type: string, instead: string) => void;

/** A column's type in the words of a dialect; the nearest one where it has none such, with a note. */
export function columnType(dialect: TableDialect, column: Column, note: NoteLoss): string {
  const { type } = column;
  const inner = innerFields(column).map(
    (field) => [field.name, columnType(dialect, field, note)] as const,
  );
  const types = inner.map(([, text]) => text);
  if (type.startsWith('struct<')) return structType(dialect, inner);
  if (type.startsWith('list<')) return listType(dialect, types[0] ?? '');
  return type.startsWith('map<') ? mapType(dialect, types) : simpleType(dialect, type, note);
}

function structType(
  dialect: TableDialect,
  fields: readonly (readonly [name: string, type: string])[],
): string {
  const joined = (between: string): string =>
    fields.map(([name, type]) => `${definedNameIn(dialect, name)}${between}${type}`).join(', ');
  switch (dialect) {
    case 'duckdb':
      return `STRUCT(${joined(' ')})`;
    case 'trino':
      return `ROW(${joined(' ')})`;
    case 'athena':
      return `struct<${joined(':')}>`;
    case 'spark':
      return `STRUCT<${joined(': ')}>`;
  }
}

function listType(dialect: TableDialect, element: string): string {
  switch (dialect) {
    case 'duckdb':
      return `${element}[]`;
    case 'trino':
      return `ARRAY(${element})`;
    case 'athena':
      return `array<${element}>`;
    case 'spark':
      return `ARRAY<${element}>`;
  }
}

function mapType(dialect: TableDialect, types: readonly string[]): string {
  switch (dialect) {
    case 'duckdb':
    case 'trino':
      return `MAP(${types.join(', ')})`;
    case 'athena':
      return `map<${types.join(',')}>`;
    case 'spark':
      return `MAP<${types.join(', ')}>`;
  }
}

function simpleType(dialect: TableDialect, type: string, note: NoteLoss): string {
  const decimal = /^decimal\((\d+), ?(\d+)\)$/.exec(type);
  if (decimal !== null) {
    const text = `DECIMAL(${decimal[1] ?? ''}, ${decimal[2] ?? ''})`;
    return dialect === 'athena' ? text.toLowerCase().replace(' ', '') : text;
  }
  const known = words[type.startsWith('fixed[') ? 'fixed' : type]?.[dialect];
  if (known === undefined) {
    // What is no type must not be written where types stand, whatever it holds.
    const nearest = simpleType(dialect, 'string', note);
    note(type, nearest);
    return nearest;
  }
  const [word, isLoss] = typeof known === 'string' ? [known, false] : [known.nearest, true];
  if (isLoss) note(type, word);
  return word;
}

type Word = string | { readonly nearest: string };

/** Iceberg's types in the words of each dialect. */
const words: Readonly<Record<string, Readonly<Record<TableDialect, Word>>>> = {
  boolean: { duckdb: 'BOOLEAN', athena: 'boolean', trino: 'BOOLEAN', spark: 'BOOLEAN' },
  int: { duckdb: 'INTEGER', athena: 'int', trino: 'INTEGER', spark: 'INT' },
  long: { duckdb: 'BIGINT', athena: 'bigint', trino: 'BIGINT', spark: 'BIGINT' },
  float: { duckdb: 'FLOAT', athena: 'float', trino: 'REAL', spark: 'FLOAT' },
  double: { duckdb: 'DOUBLE', athena: 'double', trino: 'DOUBLE', spark: 'DOUBLE' },
  date: { duckdb: 'DATE', athena: 'date', trino: 'DATE', spark: 'DATE' },
  time: {
    duckdb: 'TIME',
    athena: { nearest: 'string' },
    trino: 'TIME(6)',
    spark: { nearest: 'STRING' },
  },
  timestamp: {
    duckdb: 'TIMESTAMP',
    athena: 'timestamp',
    trino: 'TIMESTAMP(6)',
    spark: 'TIMESTAMP_NTZ',
  },
  timestamptz: {
    duckdb: 'TIMESTAMPTZ',
    athena: { nearest: 'timestamp' },
    trino: 'TIMESTAMP(6) WITH TIME ZONE',
    spark: 'TIMESTAMP',
  },
  timestamp_ns: {
    duckdb: 'TIMESTAMP_NS',
    athena: { nearest: 'timestamp' },
    trino: 'TIMESTAMP(9)',
    spark: { nearest: 'TIMESTAMP_NTZ' },
  },
  timestamptz_ns: {
    duckdb: { nearest: 'TIMESTAMPTZ' },
    athena: { nearest: 'timestamp' },
    trino: 'TIMESTAMP(9) WITH TIME ZONE',
    spark: { nearest: 'TIMESTAMP' },
  },
  string: { duckdb: 'VARCHAR', athena: 'string', trino: 'VARCHAR', spark: 'STRING' },
  uuid: {
    duckdb: 'UUID',
    athena: { nearest: 'string' },
    trino: 'UUID',
    spark: { nearest: 'STRING' },
  },
  binary: { duckdb: 'BLOB', athena: 'binary', trino: 'VARBINARY', spark: 'BINARY' },
  fixed: {
    duckdb: { nearest: 'BLOB' },
    athena: { nearest: 'binary' },
    trino: { nearest: 'VARBINARY' },
    spark: { nearest: 'BINARY' },
  },
};

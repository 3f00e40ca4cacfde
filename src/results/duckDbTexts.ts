import type { TextType } from '../query/queryEngine.js';

/**
 * How texts of a type are stored, by the word of DuckDB and of most engines for it: the table for values that
 * come as text from an engine without a table of its own. Proved by a property test per type.
 */
export function duckDbTextType(type: string): TextType {
  const word = type.trim().toUpperCase().replaceAll(/\s+/g, ' ');
  const decimal = /^(?:DECIMAL|NUMERIC)\((\d+)(?:, ?(\d+))?\)$/.exec(word);
  if (decimal !== null) return decimalType(Number(decimal[1]), Number(decimal[2] ?? 0));
  // An `ENUM` sorts in the order of its values, which may have any sign and case.
  if (/^ENUM\('([^']|'')*'(, ?'([^']|'')*')*\)$/i.test(type)) return typed(type);
  return table[word] ?? table[word.replace(/\(\d+\)/, '')] ?? {};
}

/** DuckDB has no wider one; what has more digits is kept as text, in an order that is about right. */
function decimalType(precision: number, scale: number): TextType {
  if (precision < 1 || precision > 38 || scale > precision) return { key: { type: 'DOUBLE' } };
  return typed(`DECIMAL(${precision},${scale})`);
}

/** Stored as the type where DuckDB prints every value as it came; else as text that sorts by `key`. */
function typed(type: string, key = type): TextType {
  return { typed: type, key: { type: key } };
}

const integers = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT'];

const table: Readonly<Partial<Record<string, TextType>>> = {
  ...Object.fromEntries(
    [...integers, ...integers.map((name) => `U${name}`)].map((name) => [
      name,
      // What has too many digits for its type sorts as a number all the same.
      typed(name, 'BIGNUM'),
    ]),
  ),
  INT: typed('INTEGER', 'BIGNUM'),
  BIGNUM: typed('BIGNUM'),
  FLOAT: typed('FLOAT', 'DOUBLE'),
  REAL: typed('FLOAT', 'DOUBLE'),
  DOUBLE: typed('DOUBLE'),
  'DOUBLE PRECISION': typed('DOUBLE'),
  BOOLEAN: typed('BOOLEAN'),
  DATE: typed('DATE'),
  TIME: typed('TIME', 'TIME_NS'),
  TIME_NS: typed('TIME_NS'),
  'TIME WITH TIME ZONE': typed('TIME WITH TIME ZONE'),
  TIMESTAMP: typed('TIMESTAMP'),
  'TIMESTAMP WITHOUT TIME ZONE': typed('TIMESTAMP'),
  TIMESTAMP_S: typed('TIMESTAMP_S', 'TIMESTAMP'),
  TIMESTAMP_MS: typed('TIMESTAMP_MS', 'TIMESTAMP'),
  TIMESTAMP_NS: typed('TIMESTAMP_NS', 'TIMESTAMP'),
  // DuckDB's own forgets the zone, and is printed in that of whoever reads it.
  'TIMESTAMP WITH TIME ZONE': { key: { type: 'TIMESTAMP WITH TIME ZONE' } },
  TIMESTAMPTZ: { key: { type: 'TIMESTAMP WITH TIME ZONE' } },
  INTERVAL: typed('INTERVAL'),
  UUID: typed('UUID'),
  BLOB: typed('BLOB'),
  BIT: typed('BIT'),
  JSON: { typed: 'JSON' },
};

import { quotePath } from '../../iceberg/scan/quotePath.js';
import { quoteName, quoteText } from '../../util/quote.js';
import { nullOf, type PlainColumn, type PlainFormat, toDuckDbScalar } from './plainTable.js';

type TextFormat = PlainFormat & { readonly kind: 'text' };

/**
 * The rows of a text file of Hive as SQL: columns by their place, values that are none of their type NULL, as
 * Hive has it. Where a serde quotes, everything is text to it.
 */
export function delimitedSql(
  path: string,
  columns: readonly PlainColumn[],
  { delimiter, quote, escape, nullText, headerLines }: TextFormat,
): string {
  const options = [
    quotePath(path),
    'auto_detect = false',
    `delim = ${quoteText(delimiter)}`,
    `quote = ${quoteText(quote ?? '')}`,
    `escape = ${quoteText(quote === undefined ? '' : (escape ?? quote))}`,
    'header = false',
    `skip = ${headerLines}`,
    'null_padding = true',
    'strict_mode = false',
    'ignore_errors = false',
    'max_line_size = 16777216',
    `nullstr = ${quoteText(nullText ?? '\u0001\u0001')}`,
    `columns = {${columns.map((_, i) => `c${i}: 'VARCHAR'`).join(', ')}}`,
  ];
  const select = columns.map(({ name, type }, i) => {
    const value = quote === undefined ? hiveValue(`c${i}`, type) : `c${i}`;
    return `${value} AS ${quoteName(name)}`;
  });
  return `SELECT ${select.join(', ')} FROM read_csv(${options.join(', ')})`;
}

/**
 * A CSV file whose columns have names, all of them as texts: those of `columns`, of which it may have `stored`
 * alone, or whatever it has.
 */
export function csvSql(
  path: string,
  columns: readonly PlainColumn[] | undefined,
  { delimiter, hasHeader }: PlainFormat & { readonly kind: 'csv' },
  stored: readonly string[] = [],
): string {
  const options = [
    quotePath(path),
    'all_varchar = true',
    'sample_size = -1',
    'max_line_size = 16777216',
    ...(delimiter === undefined ? [] : [`delim = ${quoteText(delimiter)}`]),
    ...(hasHeader === undefined ? [] : [`header = ${hasHeader}`]),
  ];
  const select = columns?.map(({ name }) => {
    const own = stored.find((one) => one.toLowerCase() === name.toLowerCase());
    return `${own === undefined ? nullOf('string') : quoteName(own)} AS ${quoteName(name)}`;
  });
  return `SELECT ${select?.join(', ') ?? '*'} FROM read_csv(${options.join(', ')})`;
}

/** A text of Hive as a value. Hive cuts fractions off whole numbers, and has two words for a boolean. */
function hiveValue(text: string, type: string): string {
  const duckDbType = toDuckDbScalar(type);
  switch (duckDbType) {
    case undefined:
    case 'VARCHAR':
      return text;
    case 'BOOLEAN':
      return `CASE lower(${text}) WHEN 'true' THEN true WHEN 'false' THEN false END`;
    case 'TINYINT':
    case 'SMALLINT':
    case 'INTEGER':
    case 'BIGINT':
      return `TRY_CAST(regexp_extract(${text}, '^([+-]?[0-9]+)([.][0-9]*)?$', 1) AS ${duckDbType})`;
    default:
      return `TRY_CAST(${text} AS ${duckDbType})`;
  }
}

/**
 * The rows of a file with an object on each line. Keys are found in any case, as Hive does; what is nested is
 * shown as it is written.
 */
export function jsonSql(
  path: string,
  columns: readonly PlainColumn[],
  keys: readonly string[],
): string {
  const select = columns.map(({ name, type }) => {
    const found = keys.filter((key) => key.toLowerCase() === name.toLowerCase());
    const texts = found.map((key) => `(json ->> ${quoteText(jsonPath(key))})`);
    const text = texts.length === 0 ? 'CAST(NULL AS VARCHAR)' : `coalesce(${texts.join(', ')})`;
    return `${hiveValue(text, type)} AS ${quoteName(name)}`;
  });
  return `SELECT ${select.join(', ')} FROM ${jsonLines(path)}`;
}

/** The keys of the objects in a file as a query, in the order in which they come. */
export function jsonKeysSql(path: string): string {
  const keys = `SELECT unnest(json_keys(json)) AS name FROM ${jsonLines(path)}`;
  return `SELECT name FROM (SELECT name, row_number() OVER () AS place FROM (${keys})) GROUP BY name ORDER BY min(place)`;
}

function jsonLines(path: string): string {
  return `read_json_objects(${quotePath(path)}, format = 'newline_delimited', maximum_object_size = 16777216)`;
}

/** A key as a path of JSON, whatever is in it. */
function jsonPath(key: string): string {
  return `$."${key.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

import { quotePaths } from '../../iceberg/scan/quotePath.js';
import { quoteText } from '../../util/quote.js';
import type { FileFormat, PlainFile } from './folder.js';
import { partitionKeys } from './partitionValues.js';

/** The rows of a table that is nothing but files, as a `SELECT` in DuckDB's SQL. */
export function filesRelation(
  folder: string,
  format: FileFormat,
  files: readonly PlainFile[],
): string {
  const keys = partitionKeys(folder, files);
  // DuckDB takes every `key=value` of a path for a column, also those above the table.
  const above = folder
    .split(/[\\/]/)
    .filter((name) => name.includes('='))
    .map((name) => name.slice(0, name.indexOf('=')))
    .filter((key) => !keys.includes(key));
  const columns =
    keys.length === 0 || above.length === 0
      ? '*'
      : `COLUMNS(lambda c: c NOT IN (${above.map(quoteText).join(', ')}))`;
  const options = [
    quotePaths(files.map(({ location }) => location)),
    'union_by_name = true',
    `hive_partitioning = ${keys.length > 0}`,
    ...(format !== 'parquet' && bytesOf(files) <= mostLookedThrough ? ['sample_size = -1'] : []),
  ];
  return `SELECT ${columns} FROM read_${format}(${options.join(', ')})`;
}

export function bytesOf(files: readonly PlainFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * Types and columns of CSV and JSON files are found by looking at their rows. In so many bytes DuckDB
 * looks at all of them, in more at the first 20,480: what comes later must then be like them, or the
 * query fails; a key of JSON that only comes later is no column.
 */
const mostLookedThrough = 32 * 2 ** 20;

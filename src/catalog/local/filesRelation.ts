import { quotePath } from '../../iceberg/scan/quotePath.js';
import { quoteText } from '../../util/quote.js';
import type { FileFormat } from './folder.js';

/** The rows of a table that is nothing but files, as a `SELECT` in DuckDB's SQL. */
export function filesRelation(
  folder: string,
  format: FileFormat,
  files: readonly string[],
): string {
  const keys = partitionKeys(folder, files);
  // DuckDB takes every `key=value` of a path for a column, also those above the table.
  const above = folder
    .split('/')
    .filter((name) => name.includes('='))
    .map((name) => name.slice(0, name.indexOf('=')))
    .filter((key) => !keys.includes(key));
  const columns =
    keys.length === 0 || above.length === 0
      ? '*'
      : `COLUMNS(lambda c: c NOT IN (${above.map(quoteText).join(', ')}))`;
  const options = [
    `[${files.map(quotePath).join(', ')}]`,
    'union_by_name = true',
    `hive_partitioning = ${keys.length > 0}`,
  ];
  return `SELECT ${columns} FROM read_${format}(${options.join(', ')})`;
}

/** The keys of `key=value` folders between a table's folder and its files. */
export function partitionKeys(folder: string, files: readonly string[]): readonly string[] {
  const [first] = files;
  const folders =
    first
      ?.slice(folder.length + 1)
      .split('/')
      .slice(0, -1) ?? [];
  return folders.map((name) => name.slice(0, name.indexOf('=')));
}

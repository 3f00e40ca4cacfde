import { quotePath } from '../../iceberg/scanSql.js';
import type { FileFormat } from './folder.js';

/** The rows of a table that is nothing but files, as a `SELECT` in DuckDB's SQL. */
export function filesRelation(
  folder: string,
  format: FileFormat,
  files: readonly string[],
): string {
  const options = [
    `[${files.map(quotePath).join(', ')}]`,
    'union_by_name = true',
    // Said outright, as a folder above the table may have a `=` in its name too.
    `hive_partitioning = ${partitionKeys(folder, files).length > 0}`,
  ];
  return `SELECT * FROM read_${format}(${options.join(', ')})`;
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

import { quoteName, quoteText } from '../../util/quote.js';
import { isExactInParquet } from '../duckDbTypes.js';
import type { StoredColumn } from '../storedResult.js';
import { isFiltered } from '../view.js';
import { selectView, whereOf } from '../viewSql.js';
import type { ExportJob, Written } from './exportJob.js';
import { textSql } from './textSql.js';

/** CSV, TSV and Parquet, which DuckDB writes itself: no row passes through here. */
export async function copyExport(
  job: ExportJob,
  format: 'csv' | 'tsv' | 'parquet',
): Promise<Written> {
  const { duckdb, results, result, view, file, onProgress, signal } = job;
  const { columns } = result;
  const asText = format === 'parquet' ? columns.filter(({ type }) => !isExactInParquet(type)) : [];
  return results.read(result, async ({ before, table }) => {
    const rows = isFiltered(view)
      ? await duckdb.rows(
          { before, sql: `SELECT count(*) FROM ${table} ${whereOf(view, columns)}` },
          signal,
        )
      : undefined;
    const { sql, options } =
      format === 'parquet'
        ? parquetCopy(job, table, asText)
        : delimitedCopy(job, table, format === 'csv' ? ',' : '\t');
    const copy = `${before}; COPY (${sql}) TO ${quoteText(file)} (${options})`;
    await duckdb.run(copy, signal, undefined, onProgress);
    const renamed = format === 'parquet' ? columns.filter(isRenamed) : [];
    return { rows: rows === undefined ? result.rows : Number(rows.rows[0]?.[0]), asText, renamed };
  });
}

function isRenamed({ name, stored }: StoredColumn): boolean {
  return name !== stored;
}

function parquetCopy(
  { result, view }: ExportJob,
  table: string,
  asText: readonly StoredColumn[],
): { readonly sql: string; readonly options: string } {
  const list = result.columns.map((column) => {
    const name = quoteName(column.stored);
    return asText.includes(column) ? `CAST(${name} AS VARCHAR) AS ${name}` : name;
  });
  const sql = `SELECT ${list.join(', ')} FROM (${selectView('*', table, view, result.columns)})`;
  return { sql, options: 'FORMAT parquet, COMPRESSION zstd' };
}

/** NULL is nothing, and an empty text is `""`. */
function delimitedCopy(
  { result, view }: ExportJob,
  table: string,
  delimiter: string,
): { readonly sql: string; readonly options: string } {
  const { columns } = result;
  const list = columns.map((column) => `${textSql(column)} AS ${quoteName(column.stored)}`);
  // Outside of the view: its order is that of the values, not of their texts.
  const rows = `SELECT ${list.join(', ')} FROM (${selectView('*', table, view, columns)})`;
  const options = `FORMAT csv, DELIMITER ${quoteText(delimiter)}`;
  if (!columns.some(isRenamed)) return { sql: rows, options: `${options}, HEADER` };
  // DuckDB would make the names distinct. Slower, but rare.
  const names = columns.map(({ name }) => quoteText(name)).join(', ');
  return {
    sql: `SELECT ${names} UNION ALL SELECT * FROM (${rows})`,
    options: `${options}, HEADER false`,
  };
}

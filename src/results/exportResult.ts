import { rename, rm } from 'node:fs/promises';
import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import { quoteName, quoteText } from '../util/quote.js';
import { isExactInParquet } from './duckDbTypes.js';
import type { ResultStore } from './resultStore.js';
import type { View } from './view.js';
import { selectView } from './viewSql.js';
import type { StoredResult } from './storedResult.js';

export type ExportFormat = 'csv' | 'parquet';

export interface Exported {
  readonly rows: number;
  /** Columns that Parquet has no type for, written as text so that no value changes. */
  readonly asText: readonly string[];
}

/**
 * Writes all rows of a view of a result to a file. The file appears when it is whole: a failed
 * or cancelled export leaves what was there before. In CSV, NULL is nothing and an empty text is `""`.
 */
export async function exportResult(
  { duckdb, results }: { readonly duckdb: DuckDbClient; readonly results: ResultStore },
  result: StoredResult,
  {
    format,
    file,
    view,
  }: { readonly format: ExportFormat; readonly file: string; readonly view: View },
  signal: AbortSignal,
): Promise<Exported> {
  const asText =
    format === 'csv' ? [] : result.columns.filter(({ type }) => !isExactInParquet(type));
  const columns = result.columns.map((column) => {
    const name = quoteName(column.stored);
    return asText.includes(column) ? `CAST(${name} AS VARCHAR) AS ${name}` : name;
  });
  const unfinished = `${file}.${result.id.slice(0, 8)}.part`;
  try {
    await results.read(result, ({ before, table }) =>
      duckdb.run(
        `${before}; COPY (${selectView(columns.join(', '), table, view, result.columns)})
         TO ${quoteText(unfinished)} (${options[format]})`,
        signal,
      ),
    );
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
  return { rows: result.rows, asText: asText.map((column) => column.name) };
}

const options: Readonly<Record<ExportFormat, string>> = {
  csv: 'FORMAT csv, HEADER',
  parquet: 'FORMAT parquet, COMPRESSION zstd',
};

import type { LeftOutColumn } from '../../catalog/capabilities.js';
import { CatalogError } from '../../catalog/catalog.js';
import { IcebergError } from '../../iceberg/icebergError.js';
import { quotePath } from '../../iceberg/scan/quotePath.js';
import { quoteName, quoteText } from '../../util/quote.js';
import { sliceParquet } from '../parquet/slice.js';
import { type MadePreview, previewRows, type PreviewTools } from '../previews.js';
import { firstLines } from './firstLines.js';
import {
  type PlainColumn,
  type PlainFile,
  type PlainFormat,
  nullOf,
  type PlainTable,
  toDuckDbScalar,
} from './plainTable.js';
import { csvSql, delimitedSql, jsonKeysSql, jsonSql } from './textSql.js';

/** Of a table of many small files no more than these are read. */
const mostFiles = 8;

/** What was fetched of a file. */
interface Part {
  readonly file: PlainFile;
  /** Those that it has itself. */
  readonly columns: readonly PlainColumn[];
  /** The columns of the table by their names, without partition keys. */
  readonly sql: (columns: readonly PlainColumn[]) => string;
  readonly rows: number;
  readonly totalRows?: number;
  readonly leftOut: readonly string[];
}

/**
 * The first rows of the first files of a table; `hasMore` says whether it has others. Failures are
 * `IcebergError` and `CatalogError`.
 */
export async function plainPreview(
  table: PlainTable,
  files: AsyncIterable<PlainFile> | Iterable<PlainFile>,
  tools: PreviewTools,
  signal: AbortSignal,
): Promise<MadePreview> {
  const parts: Part[] = [];
  let rows = 0;
  let isAll = true;
  try {
    for await (const file of files) {
      if (rows >= previewRows || parts.length >= mostFiles) {
        isAll = false;
        break;
      }
      const part = await fetchPart(table, file, previewRows - rows, tools, signal);
      isAll &&= part.totalRows === part.rows;
      rows += part.rows;
      parts.push(part);
    }
  } catch (error) {
    // Fewer rows than one could have are still rows.
    if (rows === 0 || !(error instanceof CatalogError) || error.code !== 'limit') throw error;
    isAll = false;
  }
  const known = table.columns ?? distinct(parts.flatMap((part) => part.columns));
  const all = [...known, ...table.partitionKeys];
  const tooLarge = new Set(parts.flatMap(({ leftOut }) => leftOut));
  const columns = known.filter(({ name }) => !tooLarge.has(name));
  if (columns.length + table.partitionKeys.length === 0) {
    throw new CatalogError('limit', `${table.name}: it has no columns that can be shown`);
  }
  const selects = parts.map(({ file, sql }) => {
    const keys = table.partitionKeys.map(
      (key, i) => `${partitionValue(file.values[i] ?? null, key.type)} AS ${quoteName(key.name)}`,
    );
    return `(SELECT ${['*', ...keys].join(', ')} FROM (${sql(columns)}))`;
  });
  const none = all
    .filter(({ name }) => !tooLarge.has(name))
    .map(({ name, type }) => `${nullOf(type)} AS ${quoteName(name)}`);
  return {
    sql:
      selects.length === 0
        ? `SELECT ${none.join(', ')} WHERE false`
        : `${selects.join(' UNION ALL ')} LIMIT ${previewRows}`,
    files: {
      read: parts.length,
      ...(isAll ? { total: parts.length } : {}),
      bytes: parts.reduce((sum, { file }) => sum + BigInt(file.bytes), 0n),
    },
    read: parts.map(({ file, totalRows }) => ({
      location: file.location,
      bytes: BigInt(file.bytes),
      ...(totalRows === undefined ? {} : { rows: BigInt(totalRows) }),
    })),
    leftOut: known.flatMap(({ name, type }): readonly LeftOutColumn[] =>
      tooLarge.has(name) ? [{ name, type, why: 'too-large' }] : [],
    ),
    isWhole: isAll && rows <= previewRows,
  };
}

/** The first of each name, in whichever case. */
function distinct(columns: readonly PlainColumn[]): readonly PlainColumn[] {
  const byName = new Map<string, PlainColumn>();
  for (const column of columns) {
    const key = column.name.toLowerCase();
    if (!byName.has(key)) byName.set(key, column);
  }
  return [...byName.values()];
}

function fetchPart(
  table: PlainTable,
  file: PlainFile,
  wanted: number,
  tools: PreviewTools,
  signal: AbortSignal,
): Promise<Part> {
  const { columns, format } = table;
  return format.kind === 'parquet'
    ? fetchParquet(columns, file, wanted, tools, signal)
    : fetchText(columns, format, file, wanted, tools, signal);
}

async function fetchParquet(
  known: PlainTable['columns'],
  file: PlainFile,
  wanted: number,
  { io, folder }: PreviewTools,
  signal: AbortSignal,
): Promise<Part> {
  const { location, bytes } = file;
  const slice = await sliceParquet(io, { location, bytes, rows: wanted }, signal);
  const path = await folder.write(slice.bytes, 'parquet');
  const { rows, totalRows } = slice;
  const columns = known ?? slice.columns.map((name) => ({ name, type: '' }));
  const isStored = (column: PlainColumn, stored: string): boolean =>
    (column.stored ?? column.name).toLowerCase() === stored.toLowerCase();
  const leftOut = columns
    .filter((column) => slice.leftOut.some((one) => isStored(column, one.column)))
    .map(({ name }) => name);
  const sql = (shown: readonly PlainColumn[]): string => {
    const select = shown.map((column) => {
      const stored = slice.columns.find((one) => isStored(column, one));
      const value = stored === undefined ? nullOf(column.type) : `p.${quoteName(stored)}`;
      return `${value} AS ${quoteName(column.name)}`;
    });
    const none = select.length === 0 ? ['1 AS "_"'] : select;
    return `SELECT ${none.join(', ')} FROM read_parquet(${quotePath(path)}, hive_partitioning = false) AS p`;
  };
  return { file, columns, sql, rows, totalRows, leftOut };
}

async function fetchText(
  known: PlainTable['columns'],
  format: Exclude<PlainFormat, { readonly kind: 'parquet' }>,
  file: PlainFile,
  wanted: number,
  { io, sql: run, folder }: PreviewTools,
  signal: AbortSignal,
): Promise<Part> {
  const { location, bytes } = file;
  const lines = await firstLines(io, location, bytes, signal);
  if (format.kind === 'text') checkEscapes(format, lines.bytes, location);
  const path = await folder.write(lines.bytes, format.kind === 'json' ? 'json' : 'csv');
  const names = async (query: string): Promise<readonly string[]> =>
    (await run.rows(query, signal)).rows.map(([name]) => name ?? '');
  const inFile = async (): Promise<readonly string[]> => {
    switch (format.kind) {
      case 'json':
        return names(jsonKeysSql(path));
      case 'csv':
        return names(`SELECT column_name FROM (DESCRIBE ${csvSql(path, undefined, format)})`);
      case 'text':
        return [];
    }
  };
  const stored = await inFile();
  const columns = known ?? distinct(stored.map((name) => ({ name, type: 'string' })));
  const sql = (shown: readonly PlainColumn[]): string => {
    switch (format.kind) {
      case 'json':
        return jsonSql(path, shown, stored);
      case 'csv':
        return csvSql(path, shown, format, stored);
      case 'text':
        return delimitedSql(path, shown, format);
    }
  };
  const counted = await run.rows(
    `SELECT count(*) FROM (${sql(columns)} LIMIT ${wanted + 1})`,
    signal,
  );
  const found = Number(counted.rows[0]?.[0]);
  const isWhole = lines.isWhole && found <= wanted;
  const rows = Math.min(found, wanted);
  return { file, columns, sql, rows, leftOut: [], ...(isWhole ? { totalRows: rows } : {}) };
}

/** Nothing here reads escapes without quotes: a line that has one would be cut at the wrong place. */
function checkEscapes(
  { quote, escape }: PlainFormat & { readonly kind: 'text' },
  bytes: Uint8Array,
  location: string,
): void {
  if (quote !== undefined || escape === undefined || !Buffer.from(bytes).includes(escape)) return;
  throw new IcebergError('unsupported', location, `values with the escape "${escape}"`);
}

/** The value of a partition, which is a text: of its type where it is written as one of that. */
function partitionValue(text: string | null, type: string): string {
  const duckDbType = toDuckDbScalar(type) ?? 'VARCHAR';
  if (text === null) return `CAST(NULL AS ${duckDbType})`;
  return duckDbType === 'VARCHAR' ? quoteText(text) : `CAST(${quoteText(text)} AS ${duckDbType})`;
}

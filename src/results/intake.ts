import { rm } from 'node:fs/promises';
import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import { ownDatabase, ownStorage, resultTable } from '../duckdb/duckDbApi.js';
import { removeDatabase } from '../duckdb/removeDatabase.js';
import type { QueryResult, ResultColumn } from '../query/queryEngine.js';
import { quoteName, quoteText } from '../util/quote.js';
import { untilAborted } from '../util/untilAborted.js';
import { type CsvBlock, markRowEnds, writeRows } from './csvBlocks.js';
import { type CsvPiece, csvPieces } from './csvPieces.js';
import type { StoredColumn } from './storedResult.js';
import { TextTable } from './textTable.js';

export interface TakenIn {
  /** The database file that now has the rows, as the table `result`. */
  readonly file: string;
  readonly columns: readonly StoredColumn[];
  readonly rows: number;
}

/** Brings the rows of any kind of result into a database file; `target` is where one may be made. */
export async function intake(
  duckdb: DuckDbClient,
  result: Exclude<QueryResult, { kind: 'none' }>,
  target: string,
  signal: AbortSignal,
): Promise<TakenIn> {
  switch (result.kind) {
    case 'relation': {
      const columns = result.columns.map((column) => ({ ...column, storedType: column.type }));
      return { file: result.file, columns, rows: result.rows };
    }
    case 'parquet': {
      const files = result.files.map(quoteText).join(', ');
      const sql = `SELECT * FROM read_parquet([${files}])`;
      const { columns, rows } = await duckdb.store({ sql, file: target }, ignore, signal);
      return { file: target, columns: label(columns, columns), rows };
    }
    case 'csv': {
      const blocks = markRowEnds(untilAborted(result.bytes, signal));
      return intakeCsv(duckdb, result.columns, blocks, target, signal);
    }
    case 'rows': {
      const blocks = writeRows(untilAborted(result.pages, signal));
      return intakeCsv(duckdb, result.columns, blocks, target, signal);
    }
  }
}

async function intakeCsv(
  duckdb: DuckDbClient,
  columns: readonly ResultColumn[],
  blocks: AsyncIterable<CsvBlock>,
  target: string,
  signal: AbortSignal,
): Promise<TakenIn> {
  const database = quoteName(`${ownDatabase}${target}`);
  const table = `${database}.${resultTable}`;
  // A piece may be long in coming: in between DuckDB may let go of the file, or be started again.
  const attach = `ATTACH IF NOT EXISTS ${quoteText(target)} AS ${database} (${ownStorage})`;
  const texts = new TextTable(duckdb, { before: attach, table, columns });
  const detach = `DETACH DATABASE IF EXISTS ${database}`;
  const load = async (piece: CsvPiece, before: Promise<void>): Promise<void> => {
    try {
      await before;
      await texts.insert(readPiece(piece, columns.length), signal);
    } finally {
      await rm(piece.file, { force: true });
    }
  };
  let expected = 0;
  let loading = Promise.resolve();
  try {
    await texts.create(signal);
    for await (const piece of csvPieces(blocks, (nth) => `${target}.${nth}.csv`)) {
      expected += Math.max(0, piece.rows);
      const before = loading;
      loading = load(piece, before);
      // Heard of by the next turn, or below.
      loading.catch(() => undefined);
      // While one piece is read the next may come, and no more: the source waits.
      await before;
    }
    await loading;
    const count = { before: attach, sql: `SELECT count(*) FROM ${table}` };
    const rows = Number((await duckdb.rows(count, signal)).rows[0]?.[0]);
    if (rows !== expected) throw new Error(`${expected} rows came, but ${rows} were read`);
    await duckdb.run(detach, signal);
    return { file: target, columns: texts.columns, rows };
  } catch (error) {
    await loading.catch(() => undefined);
    await duckdb.run(detach, new AbortController().signal).catch(() => undefined);
    await removeDatabase(target).catch(() => undefined);
    throw error;
  }
}

/** What DuckDB's reader must have room for, unless a row is larger. In bytes. */
const longestRow = 2 ** 21;

function readPiece(piece: CsvPiece, columns: number): string {
  const types = Array.from({ length: columns }, (_, index) => `c${index}: 'VARCHAR'`);
  const room = Math.max(longestRow, piece.longestRow + 1);
  // Buffers that are smaller than a piece let several threads read it.
  return `read_csv(${quoteText(piece.file)}, columns = {${types.join(', ')}}, header = true, auto_detect = false,
    delim = ',', quote = '"', escape = '"', allow_quoted_nulls = false,
    new_line = '${piece.newLine === '\n' ? '\\n' : '\\r\\n'}', max_line_size = ${room}, buffer_size = ${2 * room})`;
}

function label(
  stored: readonly ResultColumn[],
  labels: readonly ResultColumn[],
): readonly StoredColumn[] {
  return stored.map(({ name, type }, index) => {
    const { name: shown, type: given } = labels[index] ?? { name, type };
    return { name: shown, type: given, stored: name, storedType: type };
  });
}

function ignore(): void {
  // Whoever reads files tells nothing of how far it is.
}

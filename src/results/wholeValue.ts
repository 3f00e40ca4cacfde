import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import { quoteName } from '../util/quote.js';
import type { ResultStore, WindowRequest } from './resultStore.js';
import type { StoredResult } from './storedResult.js';
import { jsonSql } from './text/jsonSql.js';
import { isNested } from './text/textFormat.js';

/** One value, uncut up to `mostCharacters`. */
export interface WholeValue {
  /** In DuckDB's own text; of binary values their bytes in hexadecimal. `null` is NULL. */
  readonly text: string | null;
  readonly isCut: boolean;
  /** Of nested values, where that is not cut. */
  readonly json?: string;
}

/** What a page can lay out of one value while it stays alive. */
const mostCharacters = 1_000_000;
const mostBytes = 100_000;

/** Throws where there is no such row or column. */
export async function wholeValue(
  { duckdb, results }: { readonly duckdb: DuckDbClient; readonly results: ResultStore },
  result: StoredResult,
  { row, column: at, view }: Pick<WindowRequest, 'view'> & { row: number; column: number },
  signal: AbortSignal,
): Promise<WholeValue> {
  const column = result.columns[at];
  if (column === undefined) throw new RangeError(`there is no column ${at}`);
  const name = quoteName(column.stored);
  const whole = `CAST(${name} AS VARCHAR)`;
  const isBinary = column.storedType === 'BLOB';
  const text = isBinary ? `hex(${name}[1:${mostBytes}])` : `left(${whole}, ${mostCharacters})`;
  const isCut = isBinary
    ? `octet_length(${name}) > ${mostBytes}`
    : `length(${whole}) > ${mostCharacters}`;
  const json = isNested(column.storedType) ? jsonSql(name, column.storedType) : 'NULL';
  const { rows } = await results.slice(result, { offset: row, limit: 1, view }, ({ before, sql }) =>
    duckdb.rows({ before, sql: `SELECT ${text}, ${isCut}, ${json} FROM (${sql})` }, signal),
  );
  const [found] = rows;
  if (found === undefined) throw new RangeError(`there is no row ${row}`);
  const [value = null, cut, tree] = found;
  const isShort = tree != null && tree.length <= mostCharacters;
  return { text: value, isCut: cut === 'true', ...(isShort ? { json: tree } : {}) };
}

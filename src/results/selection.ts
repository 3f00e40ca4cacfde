import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import { quoteName } from '../util/quote.js';
import { isNumber } from './duckDbTypes.js';
import type { ResultStore, WindowRequest } from './resultStore.js';
import { comparedBy, type StoredColumn, type StoredResult } from './storedResult.js';
import { jsonSql } from './text/jsonSql.js';
import { isNested, type TextFormat, textWriter } from './text/textFormat.js';

/** Some columns of some rows of a view. Columns count from 0, in the order in which they are wanted. */
export interface Selection extends WindowRequest {
  readonly columns: readonly number[];
}

/** What the selected values come to, in DuckDB's own text. */
export interface SelectionSummary {
  /** Values that are not NULL. */
  readonly count: number;
  /** Of the numbers; missing where there are none. `average` is about right. */
  readonly sum?: string;
  readonly average?: string;
  /** Of the numbers, else of the values of a single column. */
  readonly min?: string;
  readonly max?: string;
}

/** What a result's rows are read with. */
interface Services {
  readonly duckdb: DuckDbClient;
  readonly results: ResultStore;
}

export async function summarize(
  { duckdb, results }: Services,
  result: StoredResult,
  selection: Selection,
  signal: AbortSignal,
): Promise<SelectionSummary> {
  const columns = columnsOf(result, selection);
  return results.slice(result, selection, async ({ before, sql }) => {
    const first = async (text: string) =>
      (await duckdb.rows({ before, sql: text }, signal)).rows[0];
    const counts = columns.map(({ stored }) => `count(${quoteName(stored)})`);
    const counted = await first(`SELECT ${['0', ...counts].join(' + ')} FROM (${sql})`);
    const count = Number(counted?.[0]);
    const numbers = columns.map(comparedBy).filter(({ type }) => isNumber(type));
    const [only] = columns;
    if (numbers.length > 0) {
      const [sum, average, min, max] = (await first(numbersSql(numbers, sql))) ?? [];
      return withoutNulls(count, { sum, average, min, max });
    }
    if (columns.length !== 1 || only === undefined || isNested(only.storedType)) return { count };
    const name = quoteName(only.stored);
    const by = quoteName(comparedBy(only).stored);
    const ends = ['min', 'max'].map((end) => {
      const value = only.key === undefined ? `${end}(${name})` : `arg_${end}(${name}, ${by})`;
      return `left(CAST(${value} AS VARCHAR), 200)`;
    });
    const [min, max] = (await first(`SELECT ${ends.join(', ')} FROM (${sql})`)) ?? [];
    return withoutNulls(count, { min, max });
  });
}

/** Numbers of one type stay exact; of several, decimals and doubles among them, they are doubles. */
function numbersSql(
  columns: readonly { readonly stored: string; readonly type: string }[],
  sql: string,
): string {
  const isOne = new Set(columns.map(({ type }) => type)).size === 1;
  const areIntegers = columns.every(({ type }) => /INT(EGER)?$/.test(type));
  const list = columns.map(({ stored }) =>
    isOne || areIntegers ? quoteName(stored) : `CAST(${quoteName(stored)} AS DOUBLE)`,
  );
  const marks = ['sum(x)', 'avg(x)', 'min(x)', 'max(x)'].map((mark) => `CAST(${mark} AS VARCHAR)`);
  return `SELECT ${marks.join(', ')} FROM (SELECT unnest([${list.join(', ')}]) AS x FROM (${sql}))`;
}

function withoutNulls(
  count: number,
  values: Readonly<Record<string, string | null | undefined>>,
): SelectionSummary {
  return { count, ...Object.fromEntries(Object.entries(values).filter(([, one]) => one != null)) };
}

/** Rows that are read at a time for a text. */
const pageRows = 5_000;

/** So many characters are put together at most: they are in memory, once here and once in the clipboard. */
export const mostCharacters = 50_000_000;

/** A text is longer than `mostCharacters`. */
export class TooLongError extends Error {
  override readonly name = 'TooLongError';
}

/**
 * The selected values as one text of a format, exact; `onProgress` hears from 0 to 1. Throws `TooLongError`
 * as soon as the text is too long.
 */
export async function selectionText(
  { duckdb, results }: Services,
  result: StoredResult,
  { offset, limit, view, ...selection }: Selection,
  format: TextFormat,
  signal: AbortSignal,
  onProgress: (done: number) => void = () => undefined,
): Promise<string> {
  const columns = columnsOf(result, selection);
  const isJson = format === 'json' || format === 'jsonl';
  const values = columns.map(({ stored, storedType }) =>
    isJson && isNested(storedType)
      ? jsonSql(quoteName(stored), storedType)
      : `CAST(${quoteName(stored)} AS VARCHAR)`,
  );
  // One value alone is wanted without its name.
  const header = columns.length > 1 || limit > 1;
  const writer = textWriter(format, columns, { header });
  const pieces: string[] = [];
  let characters = 0;
  for (let at = 0; at < limit; at += pageRows) {
    signal.throwIfAborted();
    const request = { offset: offset + at, limit: Math.min(pageRows, limit - at), view };
    const { rows } = await results.slice(result, request, ({ before, sql }) =>
      duckdb.rows({ before, sql: `SELECT ${values.join(', ')} FROM (${sql})` }, signal),
    );
    for (const row of rows) {
      const piece = writer.row(row);
      characters += piece.length;
      if (characters > mostCharacters) throw new TooLongError();
      pieces.push(piece);
    }
    onProgress((at + rows.length) / limit);
    if (rows.length < request.limit) break;
  }
  return `${writer.begin}${pieces.join(writer.between)}${writer.end}`;
}

/** The first selected value alone, without what a format adds; nothing for NULL. Throws `TooLongError`. */
export async function valueText(
  { duckdb, results }: Services,
  result: StoredResult,
  selection: Selection,
  signal: AbortSignal,
): Promise<string> {
  const [column] = columnsOf(result, selection);
  const value = `CAST(${quoteName(column?.stored ?? '')} AS VARCHAR)`;
  const request = { ...selection, limit: 1 };
  const isLong = `length(${value}) > ${mostCharacters}`;
  const { rows } = await results.slice(result, request, ({ before, sql }) => {
    const short = `CASE WHEN ${isLong} THEN NULL ELSE ${value} END`;
    return duckdb.rows({ before, sql: `SELECT ${short}, ${isLong} FROM (${sql})` }, signal);
  });
  if (rows[0]?.[1] === 'true') throw new TooLongError();
  return rows[0]?.[0] ?? '';
}

function columnsOf(
  result: StoredResult,
  { columns }: Pick<Selection, 'columns'>,
): readonly StoredColumn[] {
  const found = columns.flatMap((at) => result.columns[at] ?? []);
  if (found.length === 0) throw new RangeError('no column is selected');
  return found;
}

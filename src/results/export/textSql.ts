import { quoteName } from '../../util/quote.js';
import type { StoredColumn } from '../storedResult.js';
import { jsonSql } from '../text/jsonSql.js';
import { isNested } from '../text/textFormat.js';

/** SQL for the text of a column's values: DuckDB's own, and of bytes their hexadecimal digits. */
export function textSql({ stored, storedType }: StoredColumn): string {
  const name = quoteName(stored);
  if (storedType === 'VARCHAR') return name;
  return storedType === 'BLOB' ? `hex(${name})` : `CAST(${name} AS VARCHAR)`;
}

/** The same, with nested values as JSON. */
export function jsonTextSql(column: StoredColumn): string {
  const { stored, storedType } = column;
  return isNested(storedType) ? jsonSql(quoteName(stored), storedType) : textSql(column);
}

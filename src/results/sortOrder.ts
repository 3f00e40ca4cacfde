import { quoteName } from '../util/quote.js';
import type { StoredColumn } from './storedResult.js';

/** By which columns rows are sorted, the first first. NULLs come last. */
export type Sort = readonly { readonly column: number; readonly descending: boolean }[];

/** `ORDER BY …` with the stored position as the last key, so that an order is the same each time. */
export function orderBy(sort: Sort, columns: readonly StoredColumn[]): string {
  const keys = sort.flatMap(({ column, descending }) => {
    const stored = columns[column]?.stored;
    if (stored === undefined) return [];
    return [`${quoteName(stored)} ${descending ? 'DESC' : 'ASC'} NULLS LAST`];
  });
  return `ORDER BY ${[...keys, 'rowid'].join(', ')}`;
}

/** The same text for the same order. */
export function sortKey(sort: Sort): string {
  return sort.map(({ column, descending }) => `${column}${descending ? 'd' : 'a'}`).join('_');
}

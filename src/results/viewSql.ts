import { quoteName, quoteText } from '../util/quote.js';
import type { StoredColumn } from './storedResult.js';
import { type Filter, isFiltered, type Sort, type View } from './view.js';

/** `what` of the rows of a view, in its order, from the table of its result. */
export function selectView(
  what: string,
  table: string,
  view: View,
  columns: readonly StoredColumn[],
): string {
  return `SELECT ${what} FROM ${table} ${whereOf(view, columns)} ${orderOf(view.sort, columns)}`;
}

/** `WHERE …` of a view, or nothing where it has all rows. */
export function whereOf(view: View, columns: readonly StoredColumn[]): string {
  if (!isFiltered(view)) return '';
  const conditions = view.filters.flatMap((filter) => {
    const column = columns[filter.column];
    return column === undefined ? [] : [`(${conditionOf(filter, column)})`];
  });
  const { search = '' } = view;
  if (search !== '') {
    conditions.push(`(${columns.map((column) => hasText(column, search, false)).join(' OR ')})`);
  }
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}

/** `ORDER BY …` with the stored position as the last key, so that an order is the same each time. */
export function orderOf(sort: Sort, columns: readonly StoredColumn[]): string {
  const keys = sort.flatMap(({ column, descending }) => {
    const stored = columns[column]?.stored;
    if (stored === undefined) return [];
    return [`${quoteName(stored)} ${descending ? 'DESC' : 'ASC'} NULLS LAST`];
  });
  return `ORDER BY ${[...keys, 'rowid'].join(', ')}`;
}

function conditionOf(filter: Filter, column: StoredColumn): string {
  const name = quoteName(column.stored);
  switch (filter.kind) {
    case 'contains':
      return hasText(column, filter.text, filter.matchCase);
    case 'range': {
      // What is no value of the column's type is a conversion error that quotes it.
      const bound = (text: string): string => `CAST(${quoteText(text)} AS ${column.storedType})`;
      const { from, to } = filter;
      return [
        `${name} IS NOT NULL`,
        ...(from === undefined ? [] : [`${name} >= ${bound(from)}`]),
        ...(to === undefined ? [] : [`${name} <= ${bound(to)}`]),
      ].join(' AND ');
    }
    case 'null':
      return `${name} IS ${filter.isNull ? '' : 'NOT '}NULL`;
    case 'set': {
      const texts = filter.values.flatMap((value) => (value === null ? [] : [quoteText(value)]));
      const isOne = texts.length === 0 ? 'false' : `${asText(column)} IN (${texts.join(', ')})`;
      return filter.values.includes(null) ? `${name} IS NULL OR ${isOne}` : isOne;
    }
  }
}

/** True or false, never NULL: `OR` over many columns stays simple for DuckDB. */
function hasText(column: StoredColumn, text: string, matchCase: boolean): string {
  const value = matchCase ? asText(column) : `lower(${asText(column)})`;
  const wanted = matchCase ? quoteText(text) : `lower(${quoteText(text)})`;
  return `coalesce(contains(${value}, ${wanted}), false)`;
}

function asText({ stored, storedType }: StoredColumn): string {
  return storedType === 'VARCHAR' ? quoteName(stored) : `CAST(${quoteName(stored)} AS VARCHAR)`;
}

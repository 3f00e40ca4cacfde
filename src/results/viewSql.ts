import { quoteName, quoteText } from '../util/quote.js';
import { comparedBy, type StoredColumn } from './storedResult.js';
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
  const conditions = conditionsOf(view, columns);
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}

/** What the rows of a view fulfil, each in brackets. */
export function conditionsOf(view: View, columns: readonly StoredColumn[]): readonly string[] {
  if (!isFiltered(view)) return [];
  const conditions = view.filters.flatMap((filter) => {
    const column = columns[filter.column];
    return column === undefined ? [] : [`(${conditionOf(filter, column)})`];
  });
  const { search = '' } = view;
  if (search !== '') {
    conditions.push(`(${columns.map((column) => hasText(column, search, false)).join(' OR ')})`);
  }
  return conditions;
}

/**
 * `ORDER BY …` with the stored position as the last key, so that an order is the same each time. Without a key there
 * is none: DuckDB keeps the order of the table, and finds the first rows without reading the rest.
 */
export function orderOf(sort: Sort, columns: readonly StoredColumn[]): string {
  const keys = orderKeys(sort, columns);
  return keys.length === 0 ? '' : `ORDER BY ${[...keys, 'rowid'].join(', ')}`;
}

/** By what a view is sorted, for `ORDER BY`. */
export function orderKeys(sort: Sort, columns: readonly StoredColumn[]): readonly string[] {
  return sort.flatMap(({ column, descending }) => {
    const sorted = columns[column];
    if (sorted === undefined) return [];
    // Texts of one value, and those that are none, have an order too.
    const { key, stored, storedType } = sorted;
    const own = sortKeys(stored, storedType);
    const keys = key === undefined ? own : [...sortKeys(key.stored, key.type), ...own];
    return keys.map((by) => `${by} ${descending ? 'DESC' : 'ASC'} NULLS LAST`);
  });
}

/**
 * What DuckDB (1.5.6) sorts by it reads back from its sort keys, where a negative zero has lost its sign: columns
 * with floating numbers in them are sorted by something else of the same order.
 */
function sortKeys(stored: string, type: string): readonly string[] {
  const name = quoteName(stored);
  if (type === 'FLOAT' || type === 'DOUBLE') return [`${name} + 0`];
  if (!/FLOAT|DOUBLE|VARIANT/.test(type)) return [name];
  // NULL, unlike a struct that holds one, is last in either direction.
  return [`nullif(${name} IS NULL, true)`, `struct_pack(k := ${name})`];
}

function conditionOf(filter: Filter, column: StoredColumn): string {
  const name = quoteName(column.stored);
  switch (filter.kind) {
    case 'contains':
      return hasText(column, filter.text, filter.matchCase);
    case 'range': {
      // What is no value of the column's type is a conversion error that quotes it.
      const { stored, type } = comparedBy(column);
      const value = quoteName(stored);
      const bound = (text: string): string => `CAST(${quoteText(text)} AS ${type})`;
      const { from, to } = filter;
      return [
        `${value} IS NOT NULL`,
        ...(from === undefined ? [] : [`${value} >= ${bound(from)}`]),
        ...(to === undefined ? [] : [`${value} <= ${bound(to)}`]),
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

import type { StoredColumn } from '../storedResult.js';
import type { Filter, View } from '../view.js';
import { pythonText } from './python.js';

/** What the grid adds to the rows, as calls of a frame; nothing where one would mean something else to Spark. */
export function sparkView(
  { sort, filters, search = '' }: View,
  columns: readonly StoredColumn[],
): readonly string[] | undefined {
  if (search !== '') return undefined;
  const conditions = filters.map((filter) => {
    const of = columns[filter.column];
    return of === undefined ? undefined : conditionOf(filter, of);
  });
  const known = conditions.filter((condition) => condition !== undefined);
  if (known.length < conditions.length) return undefined;
  const keys = sort.flatMap(({ column, descending }) => {
    const of = columns[column];
    if (of === undefined) return [];
    return isOrdered(of)
      ? `${sparkColumn(of.name)}.${descending ? 'desc' : 'asc'}_nulls_last()`
      : undefined;
  });
  if (keys.includes(undefined)) return undefined;
  return [
    ...known.map((condition) => `.where(${condition})`),
    ...(keys.length === 0 ? [] : [`.orderBy(${keys.join(', ')})`]),
  ];
}

/** A column by its name, whatever is in it. */
export function sparkColumn(name: string): string {
  return `F.col(${pythonText(`\`${name.replaceAll('`', '``')}\``)})`;
}

function conditionOf(filter: Filter, { name, storedType }: StoredColumn): string | undefined {
  const column = sparkColumn(name);
  switch (filter.kind) {
    case 'null':
      return `${column}.${filter.isNull ? 'isNull' : 'isNotNull'}()`;
    case 'contains':
      // Which letters are the same in lower case is up to each of them.
      return storedType === 'VARCHAR' && filter.matchCase
        ? `${column}.contains(${pythonText(filter.text)})`
        : undefined;
    case 'set': {
      if (!hasPlainText(storedType)) return undefined;
      const texts = filter.values.flatMap((value) => (value === null ? [] : [pythonText(value)]));
      const isOne = `${column}.cast("string").isin(${texts.join(', ')})`;
      return filter.values.includes(null) ? `${column}.isNull() | ${isOne}` : isOne;
    }
    case 'range': {
      const type = rangeTypes.get(storedType);
      const { from, to } = filter;
      if (type === undefined || ![from, to].every((text) => isPlain(type, text))) return undefined;
      const bound = (text: string): string =>
        type === 'string' ? pythonText(text) : `F.lit(${pythonText(text)}).cast("${type}")`;
      return [
        ...(from === undefined ? [] : [`(${column} >= ${bound(from)})`]),
        ...(to === undefined ? [] : [`(${column} <= ${bound(to)})`]),
        `${column}.isNotNull()`,
      ].join(' & ');
    }
  }
}

/** Types whose values are ordered alike by both. */
function isOrdered({ storedType }: StoredColumn): boolean {
  return (
    hasPlainText(storedType) || /^(DATE|DECIMAL\(.*\)|FLOAT|DOUBLE|TIMESTAMP.*)$/.test(storedType)
  );
}

/** Types whose values both write alike. */
function hasPlainText(storedType: string): boolean {
  return /^(VARCHAR|BOOLEAN|INTEGER|BIGINT)$/.test(storedType);
}

const rangeTypes: ReadonlyMap<string, string> = new Map([
  ['INTEGER', 'int'],
  ['BIGINT', 'bigint'],
  ['DATE', 'date'],
  ['VARCHAR', 'string'],
]);

/** Whether a bound is written as both read it. */
function isPlain(type: string, text: string | undefined): boolean {
  if (text === undefined || type === 'string') return true;
  return type === 'date' ? /^(?!0000)\d{4}-\d\d-\d\d$/.test(text) : /^-?\d{1,9}$/.test(text);
}

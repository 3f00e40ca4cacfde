import type { Selection } from '../../results/selection.js';
import type { Filter, Sort, View } from '../../results/view.js';

type Fields = Readonly<Record<string, unknown>>;

/** A view as a page sent it. Pages are not trusted to say what they should: what is not understood is left out. */
export function parseView(value: unknown): View {
  if (!isFields(value)) return { sort: [], filters: [] };
  const { sort, filters, search } = value;
  return {
    sort: parseSort(sort),
    filters: (Array.isArray(filters) ? filters : []).flatMap((filter: unknown) => {
      const parsed = isFields(filter) ? parseFilter(filter) : undefined;
      return parsed === undefined ? [] : [parsed];
    }),
    ...(typeof search === 'string' && search !== '' ? { search } : {}),
  };
}

/** What a page says is selected; nothing where it says nothing that is understood. */
export function parseSelection({ offset, limit, columns, view }: Fields): Selection {
  return {
    offset: isCount(offset) ? offset : 0,
    limit: isCount(limit) ? limit : 0,
    columns: Array.isArray(columns) ? columns.filter(isCount) : [],
    view: parseView(view),
  };
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseSort(value: unknown): Sort {
  return (Array.isArray(value) ? value : []).flatMap((key: unknown) => {
    if (!isFields(key)) return [];
    const { column, descending } = key;
    return isCount(column) ? [{ column, descending: descending === true }] : [];
  });
}

function parseFilter(fields: Fields): Filter | undefined {
  const { kind, column, text, matchCase, from, to, isNull, values } = fields;
  if (!isCount(column)) return undefined;
  switch (kind) {
    case 'contains':
      return typeof text === 'string'
        ? { kind, column, text, matchCase: matchCase === true }
        : undefined;
    case 'range':
      return {
        kind,
        column,
        ...(typeof from === 'string' ? { from } : {}),
        ...(typeof to === 'string' ? { to } : {}),
      };
    case 'null':
      return { kind, column, isNull: isNull === true };
    case 'set':
      return Array.isArray(values) && values.every(isText) ? { kind, column, values } : undefined;
    default:
      return undefined;
  }
}

function isText(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

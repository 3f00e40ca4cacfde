import type { GridFilter, GridView, GridWords, ResultOutput } from './protocol.js';
import { isFiltered } from './shownView.js';

/** A sentence with its values in place of `{0}`, `{1}` and so on. */
export function fill(sentence: string, ...values: readonly (string | number)[]): string {
  return sentence.replace(/\{(\d)\}/g, (mark, index: string) =>
    String(values[Number(index)] ?? mark),
  );
}

/** Numbers as the user's language writes them. */
export function numberText(value: number, locale: string): string {
  return value.toLocaleString(locale);
}

/**
 * Text with what nobody would see made visible: controls as their signs, and what turns or hides text
 * (bidirectional controls, spaces without width) as its code point.
 */
export function visibleText(text: string): string {
  return visibleLines(text.replace(/\r\n|\n/g, '↵').replace(/\t/g, '\u2409'));
}

/** The same for a text in its lines, with its tabs. */
export function visibleLines(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, (sign) =>
      String.fromCodePoint(0x2400 + (sign.codePointAt(0) ?? 0)),
    )
    .replace(/\u007f/g, '\u2421')
    .replace(
      /[\u0080-\u009f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
      (sign) => `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );
}

/** A column's name as it is shown. */
export function nameText(name: string | undefined, words: GridWords): string {
  if (name === undefined || name === '') return words.noName;
  // A name of spaces alone would be nothing to see.
  return visibleText(name.trim() === '' ? name.replaceAll(' ', '␣') : name);
}

/** How many rows are seen; `total` is missing while it is not known. */
export function rowsText(
  { rows, words, locale }: ResultOutput,
  view: GridView,
  total: number | undefined,
): string {
  if (!isFiltered(view))
    return rows === 1 ? words.oneRow : fill(words.rows, numberText(rows, locale));
  if (total === undefined) return words.counting;
  return fill(words.rowsOf, numberText(total, locale), numberText(rows, locale));
}

/** One filter in few words, such as `price ≥ 200`. */
export function filterText({ columns, words, locale }: ResultOutput, filter: GridFilter): string {
  const name = nameText(columns[filter.column]?.name, words);
  switch (filter.kind) {
    case 'contains':
      return fill(words.containsText, name, visibleText(filter.text));
    case 'range': {
      const [from, to] = [filter.from, filter.to].map((end) => end && visibleText(end));
      if (from !== undefined && to !== undefined) return `${from} ≤ ${name} ≤ ${to}`;
      return from === undefined ? `${name} ≤ ${to ?? ''}` : `${name} ≥ ${from}`;
    }
    case 'null':
      return fill(filter.isNull ? words.isNull : words.isNotNull, name);
    case 'set': {
      const [first, second, ...rest] = filter.values.map((value) => valueText(value, words));
      const more = rest.length === 0 ? [] : [`+ ${numberText(rest.length, locale)}`];
      return `${name}: ${[first, second, ...more].filter((part) => part !== undefined).join(', ')}`;
    }
  }
}

export function searchText({ words }: ResultOutput, search: string): string {
  return fill(words.searchedFor, visibleText(search));
}

/** A value where it stands among words. */
export function valueText(value: string | null, words: GridWords): string {
  return value === null ? 'NULL' : value === '' ? words.empty : visibleText(value);
}

/** The order, the filters and the search of a view, in words. */
export function viewText(result: ResultOutput, view: GridView): string {
  const { columns, words } = result;
  const name = (column: number): string => nameText(columns[column]?.name, words);
  const sorted = view.sort.map(({ column, descending }) =>
    fill(descending ? words.sortedDescending : words.sortedAscending, name(column)),
  );
  const filtered = [...new Set(view.filters.map(({ column }) => column))].map((column) =>
    fill(words.filteredBy, name(column)),
  );
  const { search = '' } = view;
  const searched = search === '' ? [] : [searchText(result, search)];
  const parts = [...sorted, ...filtered, ...searched];
  return `${(parts.length === 0 ? [words.unsorted] : parts).join('. ')}.`;
}

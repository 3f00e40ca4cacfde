import type { GridView, GridWords, ResultOutput } from './protocol.js';
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
  return text
    .replace(/\r\n|\n/g, '↵')
    .replace(/[\u0000-\u001f]/g, (sign) =>
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
  return name === undefined || name === '' ? words.noName : visibleText(name);
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

/** The order, the filters and the search of a view, in words. */
export function viewText({ columns, words }: ResultOutput, view: GridView): string {
  const name = (column: number): string => nameText(columns[column]?.name, words);
  const sorted = view.sort.map(({ column, descending }) =>
    fill(descending ? words.sortedDescending : words.sortedAscending, name(column)),
  );
  const filtered = [...new Set(view.filters.map(({ column }) => column))].map((column) =>
    fill(words.filteredBy, name(column)),
  );
  const { search = '' } = view;
  const searched = search === '' ? [] : [fill(words.searchedFor, visibleText(search))];
  const parts = [...sorted, ...filtered, ...searched];
  return `${(parts.length === 0 ? [words.unsorted] : parts).join('. ')}.`;
}

/** By which columns rows are sorted, the first first. NULLs come last. */
export type Sort = readonly { readonly column: number; readonly descending: boolean }[];

/** What a row must satisfy to be seen. `column` counts from 0. */
export type Filter =
  /** Its text has `text` in it; upper and lower case are the same unless `matchCase`. */
  | {
      readonly kind: 'contains';
      readonly column: number;
      readonly text: string;
      readonly matchCase: boolean;
    }
  /** From the least to the greatest, both included, as the column's type compares. Either may be missing. */
  | {
      readonly kind: 'range';
      readonly column: number;
      readonly from?: string;
      readonly to?: string;
    }
  | { readonly kind: 'null'; readonly column: number; readonly isNull: boolean }
  /** One of these values, by their text; `null` is NULL. */
  | { readonly kind: 'set'; readonly column: number; readonly values: readonly (string | null)[] };

/** Which rows of a result are seen, and in which order. All filters hold. */
export interface View {
  readonly sort: Sort;
  readonly filters: readonly Filter[];
  /** Any column has this text in it, in upper or lower case. */
  readonly search?: string;
}

/** All rows as they came. */
export const wholeView: View = { sort: [], filters: [] };

/** All rows in another order. */
export function sortedView(sort: Sort): View {
  return { sort, filters: [] };
}

export function isFiltered({ filters, search = '' }: View): boolean {
  return filters.length > 0 || search !== '';
}

/** Whether a view is all rows as they came. */
export function isWhole(view: View): boolean {
  return view.sort.length === 0 && !isFiltered(view);
}

/** The same text for the same view. */
export function viewKey({ sort, filters, search = '' }: View): string {
  return JSON.stringify([
    sort.map(({ column, descending }) => [column, descending]),
    filters.map((filter) => Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1))),
    search,
  ]);
}

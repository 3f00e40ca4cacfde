import type { GridFilter, GridView } from './protocol.js';

/** Which rows are seen now, for all parts of the page that show it or change it. */
export class ShownView {
  #now: GridView = { sort: [], filters: [] };
  #before: GridView = this.#now;
  readonly #listeners = new Set<() => void>();

  get now(): GridView {
    return this.#now;
  }

  /** Tells those who listen, unless it changes nothing. */
  change(change: Partial<GridView>): void {
    const next = normal({ ...this.#now, ...change });
    if (keyOf(next) === keyOf(this.#now)) return;
    this.#before = this.#now;
    this.#now = next;
    for (const listener of this.#listeners) listener();
  }

  /** Back to the view before the last change. */
  back(): void {
    this.change({ search: '', ...this.#before });
  }

  /** Returns what ends listening. */
  onDidChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export function isFiltered({ filters, search = '' }: GridView): boolean {
  return filters.length > 0 || search !== '';
}

/** The same text for the same rows, in whatever order. */
export function filterKey({ filters, search = '' }: GridView): string {
  return JSON.stringify([filters, search]);
}

/** The filter of one kind of a column, if there is one. */
export function filterOf<K extends GridFilter['kind']>(
  { filters }: GridView,
  column: number,
  kind: K,
): Extract<GridFilter, { readonly kind: K }> | undefined {
  return filters.find(
    (filter): filter is Extract<GridFilter, { readonly kind: K }> =>
      filter.column === column && filter.kind === kind,
  );
}

/** The filters with `filter` in place of the column's of that kind; without one that is taken away. */
export function withFilter(
  { filters }: GridView,
  column: number,
  kind: GridFilter['kind'],
  filter: GridFilter | undefined,
): readonly GridFilter[] {
  const isOld = (one: GridFilter): boolean => one.column === column && one.kind === kind;
  if (filter === undefined) return filters.filter((one) => !isOld(one));
  const place = filters.findIndex(isOld);
  return place < 0 ? [...filters, filter] : filters.with(place, filter);
}

function normal({ sort, filters, search = '' }: GridView): GridView {
  return { sort, filters, ...(search === '' ? {} : { search }) };
}

function keyOf(view: GridView): string {
  return JSON.stringify([view.sort, filterKey(view)]);
}

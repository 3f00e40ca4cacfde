import { create } from '../dom.js';
import type { PanelContext, PanelPart } from './panelPart.js';

/** How the rows are sorted by one column, beside others. */
export function createSort({ result: { words }, shown }: PanelContext, column: number): PanelPart {
  const select = create('select', { class: 'lakehouse-input', 'data-part': 'sort' });
  for (const [value, text] of [
    ['', words.unsorted],
    ['asc', words.ascending],
    ['desc', words.descending],
  ] as const) {
    select.append(create('option', { value }, text));
  }
  select.addEventListener('change', () => {
    const { sort } = shown.now;
    const place = sort.findIndex((key) => key.column === column);
    const key = { column, descending: select.value === 'desc' };
    if (select.value === '') shown.change({ sort: sort.filter((one) => one.column !== column) });
    else shown.change({ sort: place < 0 ? [...sort, key] : sort.with(place, key) });
  });
  return {
    element: create('label', { class: 'lakehouse-field' }, words.sort, select),
    update: () => {
      const key = shown.now.sort.find((one) => one.column === column);
      select.value = key === undefined ? '' : key.descending ? 'desc' : 'asc';
    },
  };
}

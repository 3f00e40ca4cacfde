import { create, createButton, createIcon } from './dom.js';
import type { ResultOutput } from './protocol.js';
import { isFiltered, type ShownView } from './shownView.js';
import { fill, filterText, searchText } from './texts.js';

/** What rows are filtered by, each filter with what takes it away. */
export interface Chips {
  readonly element: HTMLElement;
  update(): void;
}

/** `onLast` is called when none is left to have the focus. */
export function createChips(result: ResultOutput, shown: ShownView, onLast: () => void): Chips {
  const { words } = result;
  const list = create('span', {
    class: 'lakehouse-chips',
    role: 'group',
    'aria-label': words.filter,
  });
  const clear = createButton(
    words.clearFilters,
    () => {
      shown.change({ filters: [], search: '' });
      onLast();
    },
    { class: 'lakehouse-link', 'data-clear': 'all' },
  );
  const element = create('div', { class: 'lakehouse-active' }, list, clear);
  const add = (text: string, remove: () => void): void => {
    const chip = createButton(
      '',
      () => {
        const place = Array.from(list.children).indexOf(chip);
        remove();
        const next = list.children[Math.min(place, list.children.length - 1)];
        if (next instanceof HTMLElement) next.focus();
        else onLast();
      },
      { class: 'lakehouse-chip', 'aria-label': fill(words.remove, text), title: text },
    );
    chip.append(create('span', { class: 'lakehouse-chip-text' }, text), createIcon('close'));
    list.append(chip);
  };
  const update = (): void => {
    const { filters, search = '' } = shown.now;
    list.replaceChildren();
    for (const filter of filters) {
      add(filterText(result, filter), () => {
        shown.change({ filters: filters.filter((one) => one !== filter) });
      });
    }
    if (search !== '') {
      add(searchText(result, search), () => {
        shown.change({ search: '' });
      });
    }
    element.hidden = !isFiltered(shown.now);
  };
  update();
  return { element, update };
}

import { create, createButton, debounce } from './dom.js';
import { createProgress } from './progress.js';
import type { ResultOutput } from './protocol.js';
import type { ShownView } from './shownView.js';
import { rowsText } from './texts.js';

export interface Bar {
  readonly element: HTMLElement;
  setRows(total: number | undefined): void;
  /** From 0 to 1; nothing takes the progress away, and gives its focus to the search. */
  readonly setProgress: (done: number | undefined) => void;
  focusSearch(): void;
}

/** What stands above the rows: how many they are, the search, and what can be done with all of them. */
export function createBar(
  result: ResultOutput,
  shown: ShownView,
  /** What stands at its end, in this order. */
  actions: readonly HTMLElement[],
): Bar {
  const { words } = result;
  const count = create('span', { class: 'lakehouse-count' });
  const search = createSearch(words.search, shown);
  const progress = createProgress(words.preparing);
  const cancel = createButton(words.cancel, () => {
    shown.back();
  });
  const preparing = create('span', { class: 'lakehouse-preparing' }, progress.element, cancel);
  const end = create('span', { class: 'lakehouse-bar-end' }, ...actions);
  const element = create('div', { class: 'lakehouse-bar' }, count, search, preparing, end);
  preparing.hidden = true;
  let appears: number | undefined;
  return {
    element,
    setRows: (total) => {
      count.textContent = rowsText(result, shown.now, total);
      if (
        search.value !== (shown.now.search ?? '') &&
        search !== element.ownerDocument.activeElement
      ) {
        search.value = shown.now.search ?? '';
      }
    },
    setProgress: (done) => {
      if (done === undefined) {
        window.clearTimeout(appears);
        appears = undefined;
        if (preparing.contains(element.ownerDocument.activeElement)) search.focus();
        preparing.hidden = true;
        return;
      }
      progress.set(done);
      // What is ready at once needs no progress.
      appears ??= window.setTimeout(() => (preparing.hidden = false), 300);
    },
    focusSearch: () => {
      search.focus();
      search.select();
    },
  };
}

function createSearch(label: string, shown: ShownView): HTMLInputElement {
  const input = create('input', {
    type: 'search',
    class: 'lakehouse-input lakehouse-search',
    placeholder: label,
    'aria-label': label,
    spellcheck: 'false',
  });
  const apply = debounce(() => {
    shown.change({ search: input.value });
  }, 300);
  input.addEventListener('input', apply.later);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') apply.now();
    // Where there is nothing to clear, it leads back to the cells, as everywhere in a notebook.
    if (event.key !== 'Escape' || input.value === '') return;
    event.stopPropagation();
    event.preventDefault();
    input.value = '';
    apply.cancel();
    shown.change({ search: '' });
  });
  return input;
}

import type { IHeaderParams, IInnerHeaderComponent } from 'ag-grid-community';
import { create, createIcon } from './dom.js';
import type { ResultOutput } from './protocol.js';
import type { ShownView } from './shownView.js';
import { fill, nameText } from './texts.js';

/** What the headers of a grid share: AG Grid hands it to each as its context. */
export interface HeaderContext {
  readonly result: ResultOutput;
  readonly shown: ShownView;
  /** Opens the column's panel; `opener` gets the focus back. */
  readonly openPanel: (column: number, opener: HTMLElement) => void;
}

/** A column's name, whether it is filtered, and the button of its panel. AG Grid adds the order. */
export class ColumnHeader implements IInnerHeaderComponent {
  readonly #gui = create('span', { class: 'lakehouse-header' });
  readonly #ends = new AbortController();

  init({ column, displayName, eGridHeader, context }: IHeaderParams<unknown, HeaderContext>): void {
    const { result, shown, openPanel } = context;
    const { words } = result;
    const index = Number(column.getColId());
    // Of two columns below one name, the name of each.
    const label = nameText(result.columns[index]?.name, words);
    const open = (event: Event): void => {
      event.stopPropagation();
      event.preventDefault();
      openPanel(index, eGridHeader);
    };
    const more = createIcon('more');
    const funnel = createIcon('filter');
    const button = create(
      'button',
      {
        type: 'button',
        class: 'lakehouse-column-button',
        tabindex: '-1',
        'aria-label': fill(words.openPanel, label),
        title: fill(words.openPanel, label),
      },
      more,
      funnel,
    );
    const { signal } = this.#ends;
    button.addEventListener('click', open);
    // A press on the button neither sorts nor moves the column.
    for (const press of ['pointerdown', 'mousedown', 'touchstart']) {
      button.addEventListener(press, (event) => {
        event.stopPropagation();
      });
    }
    eGridHeader.addEventListener(
      'keydown',
      (event) => {
        if (event.altKey && event.key === 'ArrowDown') open(event);
      },
      { signal },
    );
    // The menu key and Shift+F10 make this event too.
    eGridHeader.addEventListener('contextmenu', open, { signal });
    eGridHeader.setAttribute('aria-keyshortcuts', 'Alt+ArrowDown');
    eGridHeader.setAttribute('aria-description', words.headerKeys);
    eGridHeader.title = `${label}\n${result.columns[index]?.type ?? ''}`;
    this.#gui.append(create('span', { class: 'lakehouse-header-name' }, displayName), button);
    const update = (): void => {
      const { sort, filters } = shown.now;
      const isFiltered = filters.some((filter) => filter.column === index);
      const place = sort.findIndex((key) => key.column === index);
      more.style.display = isFiltered ? 'none' : '';
      funnel.style.display = isFiltered ? '' : 'none';
      button.classList.toggle('lakehouse-filtered', isFiltered);
      const sorted =
        place < 0 || sort.length === 1 ? label : fill(words.sortPlace, label, place + 1);
      eGridHeader.setAttribute('aria-label', isFiltered ? `${sorted}, ${words.filtered}` : sorted);
    };
    update();
    signal.addEventListener('abort', shown.onDidChange(update));
  }

  getGui(): HTMLElement {
    return this.#gui;
  }

  refresh(): boolean {
    return true;
  }

  destroy(): void {
    this.#ends.abort();
  }
}

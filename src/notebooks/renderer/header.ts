import type { IHeaderParams, IInnerHeaderComponent } from 'ag-grid-community';
import { create, createIcon } from './dom.js';
import type { ResultOutput } from './protocol.js';
import type { ShownView } from './shownView.js';
import { fill } from './texts.js';

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
    const open = (event: Event): void => {
      event.stopPropagation();
      event.preventDefault();
      openPanel(index, eGridHeader);
    };
    const button = create(
      'button',
      {
        type: 'button',
        class: 'lakehouse-column-button',
        tabindex: '-1',
        'aria-label': fill(words.openPanel, displayName),
        title: fill(words.openPanel, displayName),
      },
      createIcon('more'),
    );
    const { signal } = this.#ends;
    button.addEventListener('click', open);
    // A press on the button neither sorts nor moves the column.
    for (const press of ['pointerdown', 'mousedown', 'touchstart']) {
      button.addEventListener(press, (event) => {
        event.stopPropagation();
      });
    }
    const isPanelKey = ({ altKey, key }: KeyboardEvent): boolean => altKey && key === 'ArrowDown';
    eGridHeader.addEventListener(
      'keydown',
      (event) => {
        if (isPanelKey(event)) open(event);
      },
      { signal },
    );
    eGridHeader.setAttribute('aria-keyshortcuts', 'Alt+ArrowDown');
    const name = create('span', { class: 'lakehouse-header-name' }, displayName);
    const icon = createIcon('filter');
    this.#gui.append(name, icon, button);
    const update = (): void => {
      const isFiltered = shown.now.filters.some((filter) => filter.column === index);
      icon.style.display = isFiltered ? '' : 'none';
      this.#gui.classList.toggle('lakehouse-filtered', isFiltered);
      eGridHeader.setAttribute(
        'aria-label',
        isFiltered ? `${displayName}, ${words.filtered}` : displayName,
      );
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

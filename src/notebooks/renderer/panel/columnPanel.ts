import { create, createButton, createIcon } from '../dom.js';
import { fill, nameText } from '../texts.js';
import { createFilters } from './filters.js';
import type { PanelContext, PanelPart } from './panelPart.js';
import { createSort } from './sort.js';
import { createStatistics } from './statistics.js';
import { createValues } from './values.js';

/** Sorts and filters by one column, and tells what its values are like. Stands above the rows. */
export class ColumnPanel {
  readonly element: HTMLElement;
  readonly #ends = new AbortController();

  constructor(context: PanelContext, column: number, onClose: () => void) {
    const { result, shown } = context;
    const { words } = result;
    const { name, type } = result.columns[column] ?? { name: '', type: '' };
    const title = fill(words.panel, nameText(name, words));
    const close = createButton('', onClose, {
      class: 'lakehouse-icon-button',
      'aria-label': words.close,
      title: words.close,
    });
    close.append(createIcon('close'));
    const signal = this.#ends.signal;
    const parts: readonly PanelPart[] = [
      createSort(context, column),
      createFilters(context, column, signal),
      createValues(context, column, signal),
      createStatistics(context, column, signal),
    ];
    this.element = create(
      'section',
      { class: 'lakehouse-panel', role: 'dialog', 'aria-label': title },
      create(
        'div',
        { class: 'lakehouse-panel-title' },
        create('strong', {}, title),
        create('span', { class: 'lakehouse-type' }, type),
        close,
      ),
      create('div', { class: 'lakehouse-panel-parts' }, ...parts.map(({ element }) => element)),
    );
    this.element.addEventListener('keydown', (event) => {
      // All keys of the panel are its own, but those with Ctrl.
      if (!event.ctrlKey && !event.metaKey && event.key !== 'F1') event.stopPropagation();
      if (event.key === 'Escape') onClose();
    });
    const update = (): void => {
      for (const part of parts) part.update();
    };
    update();
    signal.addEventListener('abort', shown.onDidChange(update));
  }

  focus(): void {
    this.element.querySelector<HTMLElement>('select, input')?.focus();
  }

  dispose(): void {
    this.#ends.abort();
  }
}

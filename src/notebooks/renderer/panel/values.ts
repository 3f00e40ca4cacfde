import { create } from '../dom.js';
import type { GridStatistics, GridView } from '../protocol.js';
import { filterOf, withFilter } from '../shownView.js';
import { numberText, visibleText } from '../texts.js';
import type { PanelContext, PanelPart } from './panelPart.js';

/** Of longer values the store tells the beginning only: they can not be chosen by it. */
const mostCharacters = 199;

/** The most frequent values of a column among the rows that its other filters leave, to choose from. */
export function createValues(
  { result, shown, ask, fail }: PanelContext,
  column: number,
  signal: AbortSignal,
): PanelPart {
  const { words, locale } = result;
  const list = create('div', { class: 'lakehouse-values', 'data-part': 'values' });
  let asked: string | undefined;
  let top: GridStatistics['top'] = [];

  const choose = (value: string | null, isChosen: boolean): void => {
    const before = filterOf(shown.now, column, 'set')?.values ?? [];
    const values = isChosen ? [...before, value] : before.filter((one) => one !== value);
    const wanted = values.length === 0 ? undefined : ({ kind: 'set', column, values } as const);
    shown.change({ filters: withFilter(shown.now, column, 'set', wanted) });
  };
  const boxes: { readonly value: string | null; readonly box: HTMLInputElement }[] = [];
  const check = (): void => {
    const chosen = filterOf(shown.now, column, 'set')?.values ?? [];
    for (const { value, box } of boxes) box.checked = chosen.includes(value);
  };
  const draw = (): void => {
    boxes.length = 0;
    const rows = top.map(({ value, count }) => {
      const box = create('input', { type: 'checkbox' });
      box.disabled = value !== null && Array.from(value).length > mostCharacters;
      box.addEventListener('change', () => {
        choose(value, box.checked);
      });
      boxes.push({ value, box });
      const text = value === null ? 'NULL' : value === '' ? words.empty : visibleText(value);
      const shape = value === null || value === '' ? ' lakehouse-null' : '';
      return create(
        'label',
        { class: 'lakehouse-check' },
        box,
        create('span', { class: `lakehouse-value${shape}` }, text),
        create('span', { class: 'lakehouse-value-count' }, numberText(count, locale)),
      );
    });
    list.replaceChildren(...rows);
    check();
  };
  return {
    element: create(
      'fieldset',
      { class: 'lakehouse-group' },
      create('legend', {}, words.frequent),
      list,
    ),
    update: () => {
      check();
      const view = othersOf(shown.now, column);
      const key = JSON.stringify(view);
      if (key === asked) return;
      asked = key;
      ask('statistics', { column, view }, { signal }).then(
        (found) => {
          if (key !== asked) return;
          top = found.top;
          draw();
        },
        (error: unknown) => {
          fail(error instanceof Error ? error.message : String(error));
        },
      );
    },
  };
}

/** The view without the column's own filters: what was not chosen is there to be chosen. */
function othersOf({ filters, search = '' }: GridView, column: number): GridView {
  return { sort: [], filters: filters.filter((filter) => filter.column !== column), search };
}

import { create, createButton } from '../dom.js';
import type { Ask } from '../hostClient.js';
import { createResultPage } from '../resultPage.js';
import { filterOf, ShownView, withFilter } from '../shownView.js';
import type { ComparisonView } from './protocol.js';

/** The column of the kind in the result of a comparison. */
const kindColumn = 0;

/** What differs between two results: in how many rows, and the rows. */
export function createComparisonPage(
  element: HTMLElement,
  view: ComparisonView,
  askOf: (id: string) => Ask,
): void {
  const { title, facts, notes, result, words } = view;
  const summary = create('div', { class: 'lakehouse-comparison' }, create('h1', {}, title));
  for (const text of facts) summary.append(create('p', {}, text));
  for (const text of notes) summary.append(create('p', { class: 'lakehouse-note' }, text));
  element.replaceChildren(summary);
  if (result === undefined) return;

  const shown = new ShownView();
  const rows = create('div', { class: 'lakehouse-differences' });
  element.append(rows);
  const choices = create('div', { class: 'lakehouse-kinds' }, createKinds(view, shown));
  summary.append(choices);
  const page = createResultPage(rows, result, askOf(result.id), shown);
  if (view.unchanged.length === 0) return;
  const box = create('input', { type: 'checkbox' });
  box.addEventListener('change', () => {
    page.hideColumns(view.unchanged, box.checked);
  });
  choices.append(create('label', { class: 'lakehouse-check' }, box, words.hideUnchanged));
}

/** Buttons of which the one is pressed whose rows are seen; they filter the column of the kind. */
function createKinds({ kinds, words }: ComparisonView, shown: ShownView): HTMLElement {
  const buttons = kinds.map(({ text, value }) => {
    const choose = (): void => {
      const filter =
        value === undefined
          ? undefined
          : ({ kind: 'set', column: kindColumn, values: [value] } as const);
      shown.change({ filters: withFilter(shown.now, kindColumn, 'set', filter) });
    };
    return { value, button: createButton(text, choose, { 'data-kind': value ?? 'all' }) };
  });
  const update = (): void => {
    const now = filterOf(shown.now, kindColumn, 'set')?.values;
    for (const { value, button } of buttons) {
      const isShown = value === undefined ? now === undefined : now?.join() === value;
      button.setAttribute('aria-pressed', String(isShown));
    }
  };
  shown.onDidChange(update);
  update();
  const attributes = { role: 'group', 'aria-label': words.show };
  return create('span', attributes, ...buttons.map(({ button }) => button));
}

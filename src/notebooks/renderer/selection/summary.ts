import { create, debounce } from '../dom.js';
import type { Ask } from '../hostClient.js';
import type { GridSelection, GridSummary, ResultOutput } from '../protocol.js';
import { numberText, visibleText } from '../texts.js';

/** What the selected values come to, over all selected rows, seen or not. */
export function createSummary(
  { words, locale }: ResultOutput,
  ask: Ask,
  selected: () => GridSelection | undefined,
  fail: (message: string) => void,
): {
  readonly element: HTMLElement;
  readonly update: () => void;
  /** As it is said to those who ask. */
  readonly text: () => string;
  readonly dispose: () => void;
} {
  const element = create('span', {
    class: 'lakehouse-summary',
    'aria-label': words.selected,
    role: 'group',
  });
  let left = new AbortController();
  const draw = (found: GridSummary): void => {
    const { count, sum, average, min, max } = found;
    const facts = [
      [words.count, numberText(count, locale)],
      [words.sum, sum],
      [words.average, average],
      [words.least, min],
      [words.greatest, max],
    ] as const;
    const shown = facts.flatMap(([name, value]) =>
      value === undefined ? [] : [create('span', {}, `${name} ${visibleText(value)}`)],
    );
    element.replaceChildren(...shown);
  };
  const later = debounce(() => {
    const selection = selected();
    if (selection === undefined) return;
    const { signal } = left;
    ask('summarize', selection, { signal }).then(draw, (error: unknown) => {
      if (!signal.aborted) fail(error instanceof Error ? error.message : String(error));
    });
  }, 250);
  return {
    element,
    update: () => {
      left.abort();
      left = new AbortController();
      element.replaceChildren();
      const { limit = 0, columns = [] } = selected() ?? {};
      // What one cell comes to is seen.
      if (limit * columns.length > 1) later.later();
      else later.cancel();
    },
    text: () => Array.from(element.children, ({ textContent }) => textContent).join(', '),
    dispose: () => {
      left.abort();
      later.cancel();
    },
  };
}

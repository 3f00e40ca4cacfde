import { create } from '../dom.js';
import type { GridStatistics, ResultOutput } from '../protocol.js';
import { fill, numberText, visibleText } from '../texts.js';
import type { PanelContext, PanelPart } from './panelPart.js';
import { createHistogram } from './histogram.js';

/** What a column is like over all rows that are seen. */
export function createStatistics(
  { result, shown, ask, fail }: PanelContext,
  column: number,
  signal: AbortSignal,
): PanelPart {
  const { words } = result;
  const body = create('div', { class: 'lakehouse-statistics', 'data-part': 'statistics' });
  let left = new AbortController();
  signal.addEventListener('abort', () => {
    left.abort();
  });
  let asked: string | undefined;
  return {
    element: create(
      'section',
      { class: 'lakehouse-group', 'aria-label': words.statistics },
      create('strong', {}, words.statistics),
      body,
    ),
    update: () => {
      const view = { ...shown.now, sort: [] };
      const key = JSON.stringify(view);
      if (key === asked) return;
      asked = key;
      left.abort();
      left = new AbortController();
      const { signal: isLeft } = left;
      body.setAttribute('aria-busy', 'true');
      if (body.childElementCount === 0) body.textContent = words.loading;
      ask('statistics', { column, view }, { signal: isLeft })
        .then((found) => {
          body.replaceChildren(...draw(found, result));
        })
        .catch((error: unknown) => {
          if (!isLeft.aborted) fail(error instanceof Error ? error.message : String(error));
        })
        .finally(() => {
          body.setAttribute('aria-busy', 'false');
        });
    },
  };
}

function draw(found: GridStatistics, result: ResultOutput): readonly HTMLElement[] {
  const { words, locale } = result;
  const { distinct, range, quantiles } = found;
  const facts: (readonly [name: string, value: string])[] = [
    [words.count, numberText(found.rows, locale)],
    [words.nulls, numberText(found.nulls, locale)],
    [words.distinct, numberText(distinct, locale)],
    ...(range === undefined
      ? []
      : ([
          [words.least, range.min],
          [words.greatest, range.max],
        ] as const)),
    ...quantiles.map(({ at, value }) => {
      const name = at === 0.5 ? words.median : fill(words.quantile, Math.round(at * 100));
      return [name, value] as const;
    }),
  ];
  const list = create('dl', { class: 'lakehouse-facts' });
  for (const [name, value] of facts) {
    list.append(
      create('dt', {}, name),
      create('dd', {}, value === '' ? words.empty : short(visibleText(value))),
    );
  }
  return found.histogram.length === 0 ? [list] : [list, createHistogram(found.histogram, result)];
}

/** The end of a long text says nothing more of a minimum. */
function short(text: string): string {
  const characters = Array.from(text);
  return characters.length > 80 ? `${characters.slice(0, 80).join('')}…` : text;
}

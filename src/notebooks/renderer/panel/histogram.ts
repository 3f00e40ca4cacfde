import { create, createSvg } from '../dom.js';
import type { GridStatistics, ResultOutput } from '../protocol.js';
import { numberText } from '../texts.js';

type Bins = GridStatistics['histogram'];

const width = 240;
const height = 72;

/** The bins as bars, and once more as a table for those who hear the page. */
export function createHistogram(bins: Bins, { words, locale }: ResultOutput): HTMLElement {
  const most = bins.reduce((greatest, { count }) => Math.max(greatest, count), 1);
  const step = width / bins.length;
  const bars = bins.map(({ from, to, count }, at) => {
    // One value of many is still to be seen.
    const tall = count === 0 ? 0 : Math.max(1, (count / most) * height);
    return createSvg(
      'rect',
      {
        x: String(at * step),
        y: String(height - tall),
        width: String(Math.max(1, step - 1)),
        height: String(tall),
      },
      createSvg('title', {}, `${from} – ${to}: ${numberText(count, locale)}`),
    );
  });
  const drawing = createSvg(
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      class: 'lakehouse-histogram',
      preserveAspectRatio: 'none',
      'aria-hidden': 'true',
    },
    ...bars,
  );
  const ends = create(
    'div',
    { class: 'lakehouse-histogram-ends', 'aria-hidden': 'true' },
    create('span', {}, bins[0]?.from ?? ''),
    create('span', {}, bins.at(-1)?.to ?? ''),
  );
  return create('div', {}, drawing, ends, createTable(bins, words, locale));
}

function createTable(bins: Bins, words: ResultOutput['words'], locale: string): HTMLElement {
  const head = create(
    'tr',
    {},
    ...[words.from, words.to, words.count].map((name) => create('th', { scope: 'col' }, name)),
  );
  const rows = bins.map(({ from, to, count }) =>
    create(
      'tr',
      {},
      ...[from, to, numberText(count, locale)].map((text) => create('td', {}, text)),
    ),
  );
  return create(
    'table',
    { class: 'lakehouse-hidden' },
    create('caption', {}, words.histogram),
    create('thead', {}, head),
    create('tbody', {}, ...rows),
  );
}

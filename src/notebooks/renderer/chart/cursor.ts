import type { View } from 'vega';
import { create } from '../dom.js';
import type { ChartParts } from './chartSpec.js';
import { pointText, titleText } from './chartText.js';
import type { GridChartPoint } from './protocol.js';

/** A point and where it is drawn, in pixels of the drawing. */
interface Place {
  readonly point: GridChartPoint;
  readonly left: number;
  readonly top: number;
}

/** Farther from the pointer is nothing that is pointed at. */
const reach = 40;

/**
 * Tells of the point that is nearest to the pointer, or to which the arrow keys led, what it is: left and right
 * along its series, up and down from series to series.
 */
export function createCursor(
  place: HTMLElement,
  view: View,
  { chart, data, result }: ChartParts,
): { hide(): void; dispose(): void } {
  const ends = new AbortController();
  const tip = create('div', { class: 'lakehouse-chart-tip', 'aria-hidden': 'true' });
  const ring = create('div', { class: 'lakehouse-chart-ring', 'aria-hidden': 'true' });
  const spoken = create('div', { class: 'lakehouse-hidden', 'aria-live': 'polite' });
  place.append(ring, tip, spoken);
  place.tabIndex = 0;
  place.setAttribute('role', 'group');
  const title = titleText(chart, data, result);
  place.setAttribute('aria-label', `${title}. ${result.words.chart.keys}`);
  const hide = (): void => {
    tip.hidden = true;
    ring.hidden = true;
  };
  hide();
  const inOrder = data.points.toSorted((a, b) => a.series - b.series || a.at - b.at);
  let now: GridChartPoint | undefined;
  const show = (found: Place): void => {
    now = found.point;
    tip.hidden = false;
    ring.hidden = false;
    tip.textContent = pointText(found.point, data, result);
    ring.style.left = `${found.left}px`;
    ring.style.top = `${found.top}px`;
    const isRight = found.left > place.clientWidth / 2;
    tip.style.left = isRight ? '' : `${found.left + 12}px`;
    tip.style.right = isRight ? `${place.clientWidth - found.left + 12}px` : '';
    tip.style.top = `${Math.max(0, found.top - 12)}px`;
  };
  const { signal } = ends;
  place.addEventListener(
    'pointermove',
    (event) => {
      const frame = place.getBoundingClientRect();
      const at = { left: event.clientX - frame.left, top: event.clientY - frame.top };
      const found = nearest(placesOf(inOrder, view), at, chart.kind === 'scatter');
      if (found === undefined) hide();
      else show(found);
    },
    { signal },
  );
  place.addEventListener('pointerleave', hide, { signal });
  place.addEventListener('blur', hide, { signal });
  place.addEventListener(
    'keydown',
    (event) => {
      const next = move(inOrder, now, event.key);
      if (next === undefined) return;
      event.preventDefault();
      const [found] = placesOf([next], view);
      if (found === undefined) return;
      show(found);
      spoken.textContent = pointText(next, data, result);
    },
    { signal },
  );
  return {
    hide,
    dispose: () => {
      ends.abort();
    },
  };
}

/** The point to which a key leads; the first where there was none. */
function move(
  points: readonly GridChartPoint[],
  now: GridChartPoint | undefined,
  key: string,
): GridChartPoint | undefined {
  const own = points.filter(({ series }) => series === (now?.series ?? points[0]?.series));
  const at = now === undefined ? -1 : own.indexOf(now);
  switch (key) {
    case 'ArrowRight':
      return own[Math.min(own.length - 1, at + 1)];
    case 'ArrowLeft':
      return own[Math.max(0, at - 1)];
    case 'Home':
      return own[0];
    case 'End':
      return own.at(-1);
    case 'ArrowUp':
    case 'ArrowDown': {
      const all = [...new Set(points.map(({ series }) => series))];
      const step = key === 'ArrowDown' ? 1 : -1;
      const series =
        all[(all.indexOf(now?.series ?? all[0] ?? 0) + step + all.length) % all.length];
      const others = points.filter((point) => point.series === series);
      const from = now?.at ?? 0;
      return others.reduce<GridChartPoint | undefined>(
        (best, one) =>
          best === undefined || Math.abs(one.at - from) < Math.abs(best.at - from) ? one : best,
        undefined,
      );
    }
    default:
      return undefined;
  }
}

type Scale = ((value: number) => number) & { bandwidth?: () => number };

function placesOf(points: readonly GridChartPoint[], view: View): readonly Place[] {
  const along = view.scale('x') as Scale; // Vega says that it may be anything; a chart of ours has both.
  const height = view.scale('y') as Scale;
  const [originX, originY] = view.origin();
  const middle = (along.bandwidth?.() ?? 0) / 2;
  return points.map((point) => {
    const at = point.end === undefined ? point.at : (point.at + point.end.at) / 2;
    return { point, left: originX + along(at) + middle, top: originY + height(point.y) };
  });
}

/** Of a scatter chart the nearest point, else the nearest along the axis and then in height. */
function nearest(
  places: readonly Place[],
  at: { readonly left: number; readonly top: number },
  isFree: boolean,
): Place | undefined {
  let best: Place | undefined;
  let least = Infinity;
  for (const one of places) {
    const [dx, dy] = [Math.abs(one.left - at.left), Math.abs(one.top - at.top)];
    const distance = isFree ? Math.hypot(dx, dy) : Math.round(dx) * 1000 + dy;
    if (dx > reach || distance >= least) continue;
    least = distance;
    best = one;
  }
  return isFree && least > reach ? undefined : best;
}

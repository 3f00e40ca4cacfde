import type { GridColumn } from '../protocol.js';
import type { GridAggregate, GridChart } from './protocol.js';

export const mostMeasures = 8;

export function isScaled({ kind }: GridColumn): boolean {
  return kind === 'number' || kind === 'time';
}

/** What a chart can make of its values, the usual first. */
export function aggregatesOf(
  { kind, x }: Pick<GridChart, 'kind' | 'x'>,
  columns: readonly GridColumn[],
): readonly GridAggregate[] {
  if (kind === 'scatter') return ['none'];
  if (kind === 'histogram') return ['count'];
  const along = columns[x];
  // Of many rows at one text only their sum or the like can be drawn.
  const canDrawEach = kind !== 'bar' && along !== undefined && isScaled(along);
  return ['sum', 'avg', 'min', 'max', 'count', ...(canDrawEach ? (['none'] as const) : [])];
}

/** A chart of which parts were taken away. */
export type EditedChart = { readonly [K in keyof GridChart]: GridChart[K] | undefined } & Pick<
  GridChart,
  'kind' | 'x' | 'y' | 'aggregate'
>;

/** A chart after one of its parts has changed: what does not fit beside that is set to what does. */
export function tidy(chart: EditedChart, columns: readonly GridColumn[]): GridChart {
  const { kind, aggregate, series, unit, sort, bins, title } = chart;
  const isHistogram = kind === 'histogram';
  const needsScale = isHistogram || kind === 'scatter';
  const isAlong = (at: number): boolean => {
    const column = columns[at];
    return column !== undefined && (!needsScale || isScaled(column));
  };
  const x = isAlong(chart.x)
    ? chart.x
    : Math.max(
        0,
        columns.findIndex((_, at) => isAlong(at)),
      );
  const numbers = columns.flatMap((column, at) => (column.kind === 'number' ? [at] : []));
  const counted = aggregate === 'count' && !needsScale;
  const fitting = chart.y.filter((at) => counted || numbers.includes(at));
  const [other] = [...numbers.filter((at) => at !== x), ...numbers];
  const added =
    kind === 'scatter' && fitting.length === 0 && other !== undefined ? [other] : fitting;
  const y = isHistogram ? [] : added.slice(0, mostMeasures);
  const all = aggregatesOf({ kind, x }, columns);
  const usual = y.length === 0 ? 'count' : (all[0] ?? 'count');
  // Counting rows is no choice: beside a measure it is the usual again.
  const isChosen = all.includes(aggregate) && y.length > 0 === chart.y.length > 0;
  const isTime = columns[x]?.kind === 'time';
  return {
    kind,
    x,
    y,
    aggregate: y.length === 0 ? 'count' : isChosen ? aggregate : usual,
    ...(series === undefined || isHistogram || y.length > 1 ? {} : { series }),
    ...(unit === undefined || !isTime || needsScale ? {} : { unit }),
    ...(sort === undefined || kind !== 'bar' ? {} : { sort }),
    ...(bins === undefined || !isHistogram ? {} : { bins }),
    ...(title === undefined ? {} : { title }),
  };
}

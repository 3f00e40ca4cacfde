import {
  aggregates,
  type Chart,
  chartKinds,
  chartSorts,
  mostBins,
  timeUnits,
} from '../../results/chart/chart.js';
import { isCount, isFields } from './parseView.js';

const mostTitle = 500;

/** A chart as a page sent it. Throws where it is none: pages are not trusted to say what they should. */
export function toChart(value: unknown): Chart {
  const fields = isFields(value) ? value : {};
  const { x, y, series, bins, title } = fields;
  const kind = oneOf(chartKinds, fields['kind']);
  const aggregate = oneOf(aggregates, fields['aggregate']);
  const unit = oneOf(timeUnits, fields['unit']);
  const sort = oneOf(chartSorts, fields['sort']);
  if (kind === undefined || aggregate === undefined || !isCount(x)) {
    throw new RangeError('this is no chart');
  }
  return {
    kind,
    x,
    y: Array.isArray(y) ? y.filter(isCount) : [],
    aggregate,
    ...(isCount(series) ? { series } : {}),
    ...(unit === undefined ? {} : { unit }),
    ...(sort === undefined ? {} : { sort }),
    ...(isCount(bins) && bins >= 1 ? { bins: Math.min(bins, mostBins) } : {}),
    ...(typeof title === 'string' && title !== '' ? { title: title.slice(0, mostTitle) } : {}),
  };
}

function oneOf<T extends string>(all: readonly T[], value: unknown): T | undefined {
  return all.find((one) => one === value);
}

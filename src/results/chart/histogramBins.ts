import type { ChartData, ChartPoint } from './chartPoints.js';
import type { ChartSource, Query } from './chartSource.js';
import { mostBins } from './chart.js';

const usualBins = 30;

/** How many values lie in each bin, all of one width; those in which there is none too. */
export async function histogramBins(query: Query, source: ChartSource): Promise<ChartData> {
  const { chart, rows, series, notes, scale, x } = source;
  const seen = `SELECT p, x FROM (${source.sql}) WHERE p IS NOT NULL`;
  const [ends = []] = await query(`SELECT min(p), max(p) FROM (${seen})`);
  const whole = { scale, rows, series, isSingle: false, notes };
  if (ends[0] == null) return { ...whole, points: [] };
  const [low, high] = [Number(ends[0]), Number(ends[1])];
  const isInteger = /INT(EGER)?$/.test(x.storedType);
  const bins = binsOf(low, high, Math.min(chart.bins ?? usualBins, mostBins), isInteger);
  const { width, count } = bins;
  const found = await query(`SELECT bin, count(*) FROM (
      SELECT greatest(0, least(${count - 1}, CAST(floor((p - ${double(low)}) / ${double(width)}) AS INTEGER))) AS bin
      FROM (${seen})) GROUP BY bin`);
  const counts = new Map(found.map(([bin, n]) => [Number(bin), n ?? '0']));
  const points = Array.from({ length: count }, (_, bin): ChartPoint => {
    const value = counts.get(bin) ?? '0';
    const at = low + width * bin;
    const end = bin === count - 1 && !isInteger ? high : low + width * (bin + 1);
    return {
      x: textOf(at, source),
      at,
      end: { x: textOf(end, source), at: end },
      y: Number(value),
      value,
      series: 0,
    };
  });
  return { ...whole, points };
}

/** Bins of integers begin at integers: else some would hold more of them than others. */
function binsOf(low: number, high: number, most: number, isInteger: boolean) {
  if (isInteger && high - low < Number.MAX_SAFE_INTEGER) {
    const width = Math.max(1, Math.ceil((high - low + 1) / most));
    return { width, count: Math.ceil((high - low + 1) / width) };
  }
  if (high === low) return { width: 1, count: 1 };
  // Half of each, for the difference may be beyond what a double holds.
  const width = high / most - low / most;
  return width > 0 ? { width, count: most } : { width: 1, count: 1 };
}

function double(value: number): string {
  return `CAST('${value}' AS DOUBLE)`;
}

/** The edges of bins are about right. */
function textOf(at: number, { scale }: ChartSource): string {
  if (scale !== 'time') return String(Number(at.toPrecision(12)));
  return new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/(:00)?\.000Z$|Z$/, '');
}

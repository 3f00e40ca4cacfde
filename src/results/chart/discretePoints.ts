import type { ChartData, ChartLimits, ChartPoint } from './chartPoints.js';
import { aggregateSql, type ChartSource, type Query } from './chartSource.js';

/** A point for each value along the axis: bars, and lines over texts. Beyond the limit the last are left out. */
export async function discretePoints(
  query: Query,
  source: ChartSource,
  limits: ChartLimits,
): Promise<ChartData> {
  const { chart, rows, series, seriesOf, notes } = source;
  const most = source.scale === 'discrete' ? limits.categories : limits.places;
  const measures = chart.y.length === 0 ? ['*'] : chart.y.map((_, at) => `y${at}`);
  const values = measures.map((name, at) => `${aggregateSql(chart, name)} AS v${at}`);
  const found = await query(`WITH seen AS MATERIALIZED (${source.sql}),
    places AS (
      SELECT x, ${aggregateSql(chart, measures[0] ?? '*')} AS v, min(place) AS place FROM seen GROUP BY x),
    kept AS (
      SELECT x, count(*) OVER () AS places, row_number() OVER (${orderSql(source)}) AS nth
      FROM places ORDER BY nth LIMIT ${most}),
    points AS (
      SELECT nth, places, kept.x, s, count(*) AS n, ${values.join(', ')}
      FROM seen JOIN kept ON seen.x IS NOT DISTINCT FROM kept.x GROUP BY nth, places, kept.x, s)
    SELECT nth - 1, places, n, CAST(x AS VARCHAR), s,
      ${measures.map((_, at) => `CAST(v${at} AS DOUBLE), CAST(v${at} AS VARCHAR)`).join(', ')}
    FROM points ORDER BY nth, s NULLS LAST`);
  const points = found.flatMap(([nth, , , x = null, s = null, ...pairs]) =>
    measures.flatMap((_, measure): readonly ChartPoint[] => {
      const [y = null, value = null] = pairs.slice(measure * 2);
      if (y === null || value === null || !Number.isFinite(Number(y))) return [];
      return [{ x, at: Number(nth), y: Number(y), value, series: seriesOf(measure, s) }];
    }),
  );
  const places = Number(found[0]?.[1] ?? 0);
  return {
    scale: 'discrete',
    rows,
    points,
    series,
    isSingle: found.every(([, , n]) => n === '1'),
    notes: places > most ? [{ kind: 'places', counts: [most, places] }, ...notes] : notes,
  };
}

/** Texts of bars by the value, the greatest first; what has an order of its own by that; lines as the rows come. */
function orderSql({ chart, scale, isByRows }: ChartSource): string {
  const usual = scale !== 'discrete' ? 'x' : chart.kind === 'bar' ? 'y' : 'rows';
  switch (isByRows ? 'rows' : (chart.sort ?? usual)) {
    case 'x':
      return 'ORDER BY x NULLS LAST, place';
    case 'y':
      return 'ORDER BY v DESC NULLS LAST, place';
    case 'rows':
      return 'ORDER BY place';
  }
}

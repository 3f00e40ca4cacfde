import type { ChartData, ChartLimits } from './chartPoints.js';
import { aggregateSql, type ChartSource, type Query } from './chartSource.js';

/**
 * Points on a scale of numbers or times. Of a line with more points than can be seen, the first, the last, the
 * least and the greatest of each step along the axis, which draw the same line (known as M4); of a scatter
 * chart a sample that is the same each time.
 */
export async function continuousPoints(
  query: Query,
  source: ChartSource,
  limits: ChartLimits,
): Promise<ChartData> {
  const { chart, rows, series, seriesOf, notes, scale } = source;
  const isScatter = chart.kind === 'scatter';
  const most = isScatter ? limits.sample : limits.points;
  // Four points a step.
  const steps = Math.max(50, Math.floor(limits.points / 4 / series.length));
  const measures = chart.y.length === 0 ? ['*'] : chart.y.map((_, at) => `y${at}`);
  const values = measures.map((name, at) => `${aggregateSql(chart, name)} AS v${at}`);
  const grouped =
    chart.aggregate === 'none'
      ? `SELECT id, x, p, s, 1 AS n, ${measures.map((name, at) => `${name} AS v${at}`).join(', ')} FROM seen`
      : `SELECT row_number() OVER () AS id, * FROM (
           SELECT x, any_value(p) AS p, s, count(*) AS n, ${values.join(', ')} FROM seen GROUP BY x, s)`;
  const each = measures.map(
    (_, at) => `SELECT id, ${at} AS m, s, p, CAST(v${at} AS DOUBLE) AS d FROM grouped`,
  );
  const text = measures.map((_, at) => `WHEN ${at} THEN CAST(v${at} AS VARCHAR)`);
  const found = await query(`WITH seen AS (SELECT * FROM (${source.sql}) WHERE p IS NOT NULL),
    grouped AS MATERIALIZED (${grouped}),
    points AS MATERIALIZED (SELECT * FROM (${each.join(' UNION ALL ')}) WHERE isfinite(d)),
    size AS (SELECT count(*) AS n, min(p) AS low, max(p) AS high FROM points),
    chosen AS (
      SELECT id, m FROM points, size WHERE n <= ${most}
      UNION ALL ${isScatter ? sampleSql(most) : outlineSql(most, steps)})
    SELECT m, s, p, d, CAST(x AS VARCHAR), CASE m ${text.join(' ')} END, size.n, (SELECT max(n) FROM grouped)
    FROM chosen JOIN points USING (id, m) JOIN (SELECT id, x, ${measures.map((_, at) => `v${at}`).join(', ')} FROM grouped) USING (id), size
    ORDER BY m, s NULLS LAST, p, id`);
  const points = found.map(([m, s = null, at, y, x = null, value]) => ({
    x,
    at: Number(at),
    y: Number(y),
    value: value ?? '',
    series: seriesOf(Number(m), s),
  }));
  const [, , , , , , all = '0', group = '1'] = found[0] ?? [];
  const counts = [points.length, Number(all)];
  const isCut = points.length < Number(all);
  return {
    scale,
    rows,
    points,
    series,
    isSingle: group === '1',
    notes: isCut ? [{ kind: isScatter ? 'sample' : 'steps', counts }, ...notes] : notes,
  };
}

/** By a hash of the row, so that it has nothing to do with their order. */
function sampleSql(most: number): string {
  return `SELECT id, m FROM (
    SELECT id, m FROM points, size WHERE n > ${most} ORDER BY hash(id), id, m LIMIT ${most})`;
}

/** Of several equal ones any: they lie within one step. */
function outlineSql(most: number, steps: number): string {
  const marks = ['min_by(id, p)', 'max_by(id, p)', 'min_by(id, d)', 'max_by(id, d)'];
  return `SELECT DISTINCT id, m FROM (
    SELECT m, unnest([${marks.join(', ')}]) AS id FROM points, size WHERE n > ${most}
    GROUP BY m, s, least(floor((p - low) / nullif(high - low, 0) * ${steps}), ${steps - 1}))`;
}

import type { DuckDbClient } from '../../duckdb/duckDbClient.js';
import type { ResultStore } from '../resultStore.js';
import type { StoredResult } from '../storedResult.js';
import type { View } from '../view.js';
import { type Chart, ChartError, faultOf } from './chart.js';
import { columnFault } from './chartColumns.js';
import { type ChartData, type ChartLimits, chartLimits } from './chartPoints.js';
import { chartSource, type Query } from './chartSource.js';
import { continuousPoints } from './continuousPoints.js';
import { discretePoints } from './discretePoints.js';
import { histogramBins } from './histogramBins.js';

export interface ChartRequest {
  readonly chart: Chart;
  readonly view: View;
}

/** Computed by DuckDB over all rows of a view. Throws `ChartError` for a chart that these columns do not give. */
export async function chartData(
  { duckdb, results }: { readonly duckdb: DuckDbClient; readonly results: ResultStore },
  result: StoredResult,
  { chart, view }: ChartRequest,
  signal: AbortSignal,
  limits: ChartLimits = chartLimits,
): Promise<ChartData> {
  const fault = faultOf(chart) ?? columnFault(chart, result.columns);
  if (fault !== undefined) throw new ChartError(fault);
  return results.read(result, async ({ before, table }) => {
    const query: Query = async (sql) => (await duckdb.rows({ before, sql }, signal)).rows;
    const source = await chartSource(
      query,
      { table, chart, view, columns: result.columns },
      limits,
    );
    if (chart.kind === 'histogram') return histogramBins(query, source);
    const isDiscrete = source.scale === 'discrete' || chart.kind === 'bar';
    return isDiscrete
      ? discretePoints(query, source, limits)
      : continuousPoints(query, source, limits);
  });
}

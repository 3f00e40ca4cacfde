import type { Chart } from '../../results/chart/chart.js';
import { chartData } from '../../results/chart/chartData.js';
import type { StoredResult } from '../../results/storedResult.js';
import type { DuckDbClient } from '../../duckdb/duckDbClient.js';
import type { ResultStore } from '../../results/resultStore.js';
import type { GridChartStart } from '../renderer/chart/protocol.js';
import type { GridAsks } from '../renderer/protocol.js';
import { toChart } from './parseChart.js';
import { parseView } from './parseView.js';

/** What charts need of the editor. */
export interface GridCharts {
  /** The chart that a result begins with, by its cell and what was chosen before. */
  start(result: StoredResult): GridChartStart;
  /** Keeps what was chosen, so that it is there after a reload or another run. */
  keep(result: StoredResult, chosen: { chart: Chart; isOpen: boolean }): Promise<void>;
  /** Writes the chart into the options of the result's cell. Throws where the cell is gone. */
  saveInCell(result: StoredResult, chart: Chart): Promise<void>;
  copySvg(svg: string): Thenable<void>;
  /** Asks for a file; answers whether there was one. `png` in base64. */
  saveImage(image: { svg: string; png: string }): Promise<boolean>;
}

interface ChartServices {
  readonly duckdb: DuckDbClient;
  readonly results: ResultStore;
  readonly charts: GridCharts;
}

interface ChartAsked {
  readonly result: StoredResult;
  /** Not trusted: each handler looks at what it takes from it. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

type ChartMethod =
  'openChart' | 'chart' | 'keepChart' | 'saveChart' | 'copyChart' | 'saveChartImage';

type ChartHandlers = {
  readonly [M in ChartMethod]: (
    services: ChartServices,
    asked: ChartAsked,
  ) => Promise<GridAsks[M]['answer']>;
};

/** What pages can ask about charts, by the names of the protocol. */
export const chartHandlers: ChartHandlers = {
  openChart: ({ charts }, { result }) => Promise.resolve(charts.start(result)),

  chart: (services, { result, params, signal }) => {
    const request = { chart: toChart(params['chart']), view: parseView(params['view']) };
    return chartData(services, result, request, signal);
  },

  keepChart: async ({ charts }, { result, params }) => {
    const chosen = { chart: toChart(params['chart']), isOpen: params['isOpen'] === true };
    await charts.keep(result, chosen);
    return null;
  },

  saveChart: async ({ charts }, { result, params }) => {
    await charts.saveInCell(result, toChart(params['chart']));
    return null;
  },

  copyChart: async ({ charts }, { params }) => {
    await charts.copySvg(text(params['svg']));
    return null;
  },

  saveChartImage: ({ charts }, { params }) =>
    charts.saveImage({ svg: text(params['svg']), png: text(params['png']) }),
};

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

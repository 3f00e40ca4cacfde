import { create } from '../dom.js';
import type { ResultOutput } from '../protocol.js';
import { alongText, columnText, measureText, seriesText } from './chartText.js';
import type { GridChart, GridChartData } from './protocol.js';

/** The points of a chart once more as a table, made when it is opened. */
export function createDataTable(
  chart: GridChart,
  data: GridChartData,
  result: ResultOutput,
): HTMLElement {
  const { chart: words } = result.words;
  const body = create('div', {
    class: 'lakehouse-chart-rows',
    tabindex: '0',
    role: 'region',
    'aria-label': words.asTable,
  });
  const details = create('details', {}, create('summary', {}, words.asTable), body);
  details.addEventListener('toggle', () => {
    if (details.open && body.childElementCount === 0) body.append(table(chart, data, result));
  });
  return details;
}

function table(chart: GridChart, data: GridChartData, result: ResultOutput): HTMLElement {
  const isSplit = data.series.some((_, at) => seriesText(at, data, result) !== undefined);
  const names = [
    columnText(chart.x, result),
    ...(isSplit ? [result.words.chart.series] : []),
    measureText(chart, data, result),
  ];
  const rows = data.points.map((point) => {
    const series = isSplit ? [seriesText(point.series, data, result) ?? ''] : [];
    const texts = [alongText(point, result), ...series, point.value];
    return create('tr', {}, ...texts.map((text) => create('td', {}, text)));
  });
  const head = create('tr', {}, ...names.map((name) => create('th', { scope: 'col' }, name)));
  return create('table', {}, create('thead', {}, head), create('tbody', {}, ...rows));
}

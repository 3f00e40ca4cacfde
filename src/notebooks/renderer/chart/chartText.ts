import type { ResultOutput } from '../protocol.js';
import { fill, nameText, numberText, visibleText } from '../texts.js';
import type { GridChart, GridChartData, GridChartPoint } from './protocol.js';

const mostCharacters = 80;

/** What a chart is called: by the user, else by its columns. */
export function titleText(chart: GridChart, data: GridChartData, result: ResultOutput): string {
  if (chart.title !== undefined) return visibleText(chart.title);
  return fill(result.words.chart.by, measureText(chart, data, result), columnText(chart.x, result));
}

/** What the height of a point means. */
export function measureText(chart: GridChart, data: GridChartData, result: ResultOutput): string {
  const { words } = result;
  if (chart.y.length === 0) return words.count;
  const names = chart.y.map((column) => columnText(column, result)).join(', ');
  const isAsIs = chart.aggregate === 'none' || (data.isSingle && chart.aggregate !== 'count');
  return isAsIs ? names : `${words.chart.aggregates[chart.aggregate]} (${names})`;
}

export function columnText(column: number, { columns, words }: ResultOutput): string {
  return short(nameText(columns[column]?.name, words));
}

/** What a series is called; nothing where there is only one. */
export function seriesText(
  nth: number,
  { series }: GridChartData,
  result: ResultOutput,
): string | undefined {
  const { column, value } = series[nth] ?? {};
  if (value !== undefined) return valueText(value, result);
  return column === undefined || series.length === 1 ? undefined : columnText(column, result);
}

/** Where a point stands along the axis. */
export function alongText({ x, end }: GridChartPoint, result: ResultOutput): string {
  const begin = valueText(x, result);
  return end === undefined ? begin : `${begin} – ${end.x}`;
}

/** A point in words, its value exact. */
export function pointText(
  point: GridChartPoint,
  data: GridChartData,
  result: ResultOutput,
): string {
  const series = seriesText(point.series, data, result);
  const name = series === undefined ? '' : `${series}: `;
  return `${alongText(point, result)}\n${name}${point.value}`;
}

function valueText(value: string | null, { words }: ResultOutput): string {
  if (value === null) return words.chart.null;
  return value === '' ? words.empty : short(visibleText(value));
}

/** How much of all rows is drawn, and what is not. */
export function captionText({ rows, notes }: GridChartData, result: ResultOutput): string {
  const { words, locale } = result;
  const sentences = notes.map(({ kind, counts }) => {
    const [first = 0, second = 0] = counts;
    const numbers = [first, second, second - first].map((count) => numberText(count, locale));
    return fill(words.chart.notes[kind], ...numbers);
  });
  return [fill(words.chart.ofRows, numberText(rows, locale)), ...sentences].join(' ');
}

function short(text: string): string {
  const characters = Array.from(text);
  if (characters.length <= mostCharacters) return text;
  return `${characters.slice(0, mostCharacters).join('')}…`;
}

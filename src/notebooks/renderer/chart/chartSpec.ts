import type { TopLevelSpec } from 'vega-lite';
import type { ResultOutput } from '../protocol.js';
import {
  alongText,
  columnText,
  measureText,
  pointText,
  seriesText,
  titleText,
} from './chartText.js';
import type { Palette } from './palette.js';
import type { GridChart, GridChartData } from './protocol.js';

export interface ChartParts {
  readonly chart: GridChart;
  readonly data: GridChartData;
  readonly result: ResultOutput;
  readonly palette: Palette;
}

export const chartHeight = 320;

/** So many points of a line are drawn as points too. */
const mostDots = 150;

/** A chart as Vega-Lite has it. Names and values are data in it, never part of an expression. */
export function chartSpec(parts: ChartParts, width: number): TopLevelSpec {
  const { chart, data, result, palette } = parts;
  const values = data.points.map((point) => ({
    x: point.at,
    ...(point.end === undefined ? {} : { end: point.end.at }),
    y: point.y,
    s: point.series,
    text: pointText(point, data, result).replace('\n', ', '),
  }));
  const title = titleText(chart, data, result);
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: title,
    width,
    height: chartHeight,
    autosize: { type: 'fit', contains: 'padding' },
    params: [
      { name: 'along', value: places(parts) },
      { name: 'names', value: data.series.map((_, at) => seriesText(at, data, result) ?? '') },
    ],
    data: { values },
    mark: markOf(parts),
    encoding: {
      x: alongOf(parts),
      ...(chart.kind === 'histogram' ? { x2: { field: 'end' } } : {}),
      y: {
        field: 'y',
        type: 'quantitative',
        title: measureText(chart, data, result),
        stack: isStacked(parts) ? 'zero' : null,
        scale: { zero: !['line', 'scatter'].includes(chart.kind) },
      },
      description: { field: 'text', type: 'nominal' },
      ...seriesOf(parts),
    },
    config: configOf(palette),
  };
}

function alongOf({ chart, data, result }: ChartParts) {
  const title = columnText(chart.x, result);
  if (data.scale === 'discrete') {
    const axis = { labelExpr: 'along[datum.value]', labelLimit: 140, labelAngle: angleOf(data) };
    return { field: 'x', type: 'ordinal', title, axis } as const;
  }
  const scale = { zero: false, nice: chart.kind === 'scatter' } as const;
  return data.scale === 'time'
    ? ({ field: 'x', type: 'temporal', title, scale: { type: 'utc' } } as const)
    : ({ field: 'x', type: 'quantitative', title, scale } as const);
}

/** Few short labels stand upright. */
function angleOf({ points }: GridChartData): number {
  const places = new Map(points.map(({ at, x }) => [at, (x ?? '').length]));
  const longest = Math.max(0, ...places.values());
  return places.size * longest <= 90 ? 0 : -40;
}

function places({ data, result }: ChartParts): readonly string[] {
  if (data.scale !== 'discrete') return [];
  const texts: string[] = [];
  for (const point of data.points) texts[point.at] = alongText(point, result);
  return Array.from(texts, (text?: string) => text ?? '');
}

function markOf({ chart, data, palette }: ChartParts) {
  const isFew = data.points.length <= mostDots;
  const edge = palette.isHighContrast ? { stroke: palette.text, strokeWidth: 1 } : {};
  switch (chart.kind) {
    case 'bar':
      return { type: 'bar', ...edge } as const;
    case 'histogram':
      return { type: 'bar', binSpacing: 1, ...edge } as const;
    case 'line':
      return { type: 'line', strokeWidth: 2, point: isFew ? { size: 40 } : false } as const;
    case 'area':
      return {
        type: 'area',
        fillOpacity: 0.25,
        line: { strokeWidth: 2 },
        point: isFew ? { size: 40 } : false,
      } as const;
    case 'scatter':
      return { type: 'point', filled: !palette.isHighContrast, size: 40, opacity: 0.75 } as const;
  }
}

/** Only sums and counts of one measure add up. */
function isStacked({ chart, data }: ChartParts): boolean {
  const adds = chart.aggregate === 'sum' || chart.aggregate === 'count';
  return chart.kind === 'bar' && chart.y.length <= 1 && adds && data.series.length > 1;
}

/** Series by colour, points also by shape; in high contrast lines by dashes and bars by how full they are. */
function seriesOf(parts: ChartParts) {
  const { chart, data, result, palette } = parts;
  const domain = data.series.map((_, at) => at);
  if (domain.length < 2) return { color: { value: palette.series[0] ?? palette.text } } as const;
  const title = chart.series === undefined ? null : columnText(chart.series, result);
  const legend = { title, labelExpr: 'names[datum.value]', labelLimit: 180 };
  const by = { field: 's', type: 'nominal' } as const;
  const color = { ...by, scale: { domain, range: [...palette.series] }, legend };
  const isBar = chart.kind === 'bar';
  const beside = isBar && !isStacked(parts) ? { xOffset: by } : {};
  const isShaped = chart.kind === 'scatter' || data.points.length <= mostDots;
  const shape = !isBar && isShaped ? { shape: { ...by, legend } } : {};
  if (!palette.isHighContrast) return { color, ...beside, ...shape };
  const look = isBar
    ? { fillOpacity: { ...by, scale: { domain, range: fullness }, legend } }
    : chart.kind === 'scatter'
      ? {}
      : { strokeDash: { ...by, legend: isShaped ? null : legend } };
  return { color, ...beside, ...shape, ...look };
}

const fullness = [1, 0.1, 0.6, 0.3, 0.8, 0.2, 0.5, 0.4];

function configOf({ background, text, faint, lines, font }: Palette) {
  return {
    background,
    font,
    view: { stroke: 'transparent' },
    axis: {
      labelColor: faint,
      titleColor: text,
      gridColor: lines,
      gridOpacity: 0.5,
      domainColor: faint,
      tickColor: faint,
      titleFontWeight: 'normal',
    },
    axisX: { grid: false },
    legend: { labelColor: text, titleColor: text, symbolStrokeWidth: 2 },
    customFormatTypes: false,
  } as const;
}

import { Error as errorsOnly, type Loader, parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile } from 'vega-lite';
import { type ChartParts, chartSpec } from './chartSpec.js';
import { createCursor } from './cursor.js';

/** A chart on the page. */
export interface Drawing {
  /** After the page's width has changed. */
  fit(): void;
  svg(): Promise<string>;
  /** In base64, twice as large as it is seen. */
  png(): Promise<string>;
  dispose(): void;
}

/** Nothing is loaded, whatever a chart holds. */
const refuse = (): Promise<never> => Promise.reject(new Error('a chart loads nothing'));
const noLoader: Loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };

const narrowest = 240;

/** Draws as SVG, without `eval` and without the network. */
export async function drawChart(place: HTMLElement, parts: ChartParts): Promise<Drawing> {
  const width = (): number => Math.max(narrowest, Math.floor(place.clientWidth));
  const { spec } = compile(chartSpec(parts, width()));
  const view = new View(parse(spec, {}, { ast: true }), {
    expr: expressionInterpreter,
    loader: noLoader,
    logLevel: errorsOnly,
    renderer: 'svg',
    hover: false,
    tooltip: () => undefined,
  });
  const svgPlace = document.createElement('div');
  place.append(svgPlace);
  view.initialize(svgPlace);
  await view.runAsync();
  const cursor = createCursor(place, view, parts);
  let drawnWidth = width();
  return {
    fit: () => {
      if (width() === drawnWidth || place.clientWidth === 0) return;
      drawnWidth = width();
      cursor.hide();
      void view.width(drawnWidth).runAsync();
    },
    svg: () => view.toSVG(),
    png: async () => (await view.toImageURL('png', 2)).replace(/^data:[^,]*,/, ''),
    dispose: () => {
      cursor.dispose();
      view.finalize();
    },
  };
}

import { create, createButton } from '../dom.js';
import type { PanelContext } from '../panel/panelPart.js';
import { captionText, titleText } from './chartText.js';
import { createDataTable } from './dataTable.js';
import { type Drawing, drawChart } from './drawChart.js';
import { ChartEditor } from './editor.js';
import { type Palette, readPalette, watchTheme } from './palette.js';
import type { GridChart, GridChartData } from './protocol.js';

/** A chart of all rows that are seen, with what it is made of. Drawn anew when these or the theme change. */
export class ChartPanel {
  readonly element: HTMLElement;
  readonly #context: PanelContext;
  readonly #ends = new AbortController();
  readonly #editor: ChartEditor;
  readonly #title = create('div', { class: 'lakehouse-chart-title' });
  readonly #place = create('div', { class: 'lakehouse-chart-drawing' });
  readonly #caption = create('p', { class: 'lakehouse-chart-caption', 'aria-live': 'polite' });
  readonly #twin = create('div');
  readonly #said = create('span', { class: 'lakehouse-chart-said', role: 'status' });
  #chart: GridChart;
  #data: GridChartData | undefined;
  #drawing: Drawing | undefined;
  #isSeen = false;
  /** What has been asked for last. */
  #asked = '';
  #left = new AbortController();
  #drawn = 0;

  constructor(context: PanelContext, chart: GridChart, onChange: (chart: GridChart) => void) {
    this.#context = context;
    this.#chart = chart;
    const { chart: words } = context.result.words;
    this.#editor = new ChartEditor(context.result, chart, (changed) => {
      this.#chart = changed;
      onChange(changed);
      this.#update();
    });
    const action = (name: string, text: string, run: () => Promise<string>): HTMLElement =>
      createButton(
        text,
        () => {
          this.#said.textContent = '';
          run().then((said) => (this.#said.textContent = said), this.#failed);
        },
        { 'data-chart': name },
      );
    const { ask } = context;
    const actions = create(
      'div',
      { class: 'lakehouse-chart-actions' },
      action('save', words.saveInCell, async () => {
        await ask('saveChart', { chart: this.#chart });
        return words.saved;
      }),
      action('copy', words.copySvg, async () => {
        await ask('copyChart', { svg: (await this.#drawing?.svg()) ?? '' });
        return words.copied;
      }),
      action('image', words.saveImage, async () => {
        const svg = (await this.#drawing?.svg()) ?? '';
        await ask('saveChartImage', { svg, png: (await this.#drawing?.png()) ?? '' });
        return '';
      }),
      this.#said,
    );
    this.element = create(
      'section',
      { class: 'lakehouse-chart', 'aria-label': words.chart },
      this.#editor.element,
      this.#title,
      this.#place,
      this.#caption,
      actions,
      this.#twin,
    );
    const { signal } = this.#ends;
    signal.addEventListener(
      'abort',
      context.shown.onDidChange(() => {
        this.#update();
      }),
    );
    signal.addEventListener(
      'abort',
      watchTheme(() => {
        this.#draw();
      }),
    );
    const resized = new ResizeObserver(() => this.#drawing?.fit());
    resized.observe(this.#place);
    signal.addEventListener('abort', () => {
      resized.disconnect();
    });
  }

  /** What is not seen is not drawn. */
  setSeen(isSeen: boolean): void {
    this.#isSeen = isSeen;
    this.#update();
  }

  dispose(): void {
    this.#left.abort();
    this.#ends.abort();
    this.#drawing?.dispose();
  }

  readonly #failed = (error: unknown): void => {
    this.#context.fail(error instanceof Error ? error.message : String(error));
  };

  /** Asks for the points of the chart of now, unless that was asked for already. */
  #update(): void {
    const { ask, fail, result, shown } = this.#context;
    const request = { chart: this.#chart, view: shown.now };
    const key = JSON.stringify(request);
    if (!this.#isSeen || key === this.#asked) return;
    this.#asked = key;
    this.#left.abort();
    this.#left = new AbortController();
    const { signal } = this.#left;
    fail('');
    this.#caption.textContent = result.words.chart.drawing;
    this.element.setAttribute('aria-busy', 'true');
    ask('chart', request, { signal }).then(
      (data) => {
        if (signal.aborted) return;
        this.#data = data;
        this.#draw();
      },
      (error: unknown) => {
        if (signal.aborted) return;
        this.#data = undefined;
        this.#clear();
        this.#caption.textContent = '';
        this.#failed(error);
      },
    );
  }

  #clear(): void {
    this.#drawing?.dispose();
    this.#drawing = undefined;
    this.#place.replaceChildren();
    this.#twin.replaceChildren();
    this.element.setAttribute('aria-busy', 'false');
  }

  #draw(): void {
    const data = this.#data;
    if (data === undefined) return;
    const { result } = this.#context;
    const { chart: words } = result.words;
    const chart = this.#chart;
    const nth = ++this.#drawn;
    this.#clear();
    this.#title.textContent = titleText(chart, data, result);
    const palette: Palette = readPalette(this.element);
    const caption = captionText(data, result);
    this.#twin.append(createDataTable(chart, data, result));
    if (data.points.length === 0) {
      this.#caption.textContent = `${words.noPoints} ${caption}`;
      return;
    }
    const place = create('div', { class: 'lakehouse-chart-place' });
    this.#place.append(place);
    drawChart(place, { chart, data, result, palette }).then((drawing) => {
      if (nth !== this.#drawn || this.#ends.signal.aborted) {
        drawing.dispose();
        return;
      }
      this.#drawing = drawing;
      this.#caption.textContent = caption;
    }, this.#failed);
  }
}

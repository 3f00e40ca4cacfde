import { create } from '../dom.js';
import type { GridColumn, ResultOutput } from '../protocol.js';
import { columnText } from './chartText.js';
import { aggregatesOf, type EditedChart, isScaled, mostMeasures, tidy } from './editedChart.js';
import type { GridChart } from './protocol.js';

type Option = readonly [value: string, text: string];

/** The fields by which a chart is changed: native ones, few of them, only those that its type has. */
export class ChartEditor {
  readonly element = create('div', { class: 'lakehouse-chart-editor' });
  readonly #result: ResultOutput;
  readonly #onChange: (chart: GridChart) => void;
  #chart: GridChart;

  constructor(result: ResultOutput, chart: GridChart, onChange: (chart: GridChart) => void) {
    this.#result = result;
    this.#chart = chart;
    this.#onChange = onChange;
    this.#fill();
  }

  #change(change: Partial<EditedChart>): void {
    this.#chart = tidy({ ...this.#chart, ...change }, this.#result.columns);
    const field = document.activeElement?.getAttribute('data-field');
    this.#fill();
    // The fields are new ones: who went by keys is where they were.
    if (field != null) this.#field(field)?.focus();
    this.#onChange(this.#chart);
  }

  #field(name: string): HTMLElement | null {
    return this.element.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`);
  }

  #fill(): void {
    const { columns, words } = this.#result;
    const { chart: own } = words;
    const { kind, x, y, series, aggregate, unit, sort, bins, title } = this.#chart;
    const isHistogram = kind === 'histogram';
    const of = (is: (column: GridColumn) => boolean): readonly Option[] =>
      columns.flatMap((column, at) =>
        is(column) ? [[String(at), columnText(at, this.#result)] as const] : [],
      );
    const measures = of((column) => aggregate === 'count' || column.kind === 'number');
    const named = <K extends string>(texts: Readonly<Record<K, string>>, keys: readonly K[]) =>
      keys.map((key): Option => [key, texts[key]]);
    const needsScale = isHistogram || kind === 'scatter';
    const fields: HTMLElement[] = [
      this.#select('kind', own.kind, entries(own.kinds), kind, (value) => {
        this.#change({ kind: value as GridChart['kind'] }); // One of the options.
      }),
      this.#select(
        'x',
        own.x,
        of((column) => !needsScale || isScaled(column)),
        String(x),
        (value) => {
          this.#change({ x: Number(value) });
        },
      ),
    ];
    const setMeasure = (nth: number) => (value: string) => {
      const next =
        value === '' ? y.filter((_, at) => at !== nth) : y.toSpliced(nth, 1, Number(value));
      this.#change({ y: next });
    };
    const none: Option = ['', y.length > 1 ? own.nothing : own.rowCount];
    const places = isHistogram ? [] : y.length === 0 ? [undefined] : [...y];
    for (const [nth, column] of places.entries()) {
      const options = kind === 'scatter' && y.length < 2 ? measures : [none, ...measures];
      const text = nth === 0 ? own.y : `${own.y} ${nth + 1}`;
      fields.push(this.#select(`y${nth}`, text, options, String(column ?? ''), setMeasure(nth)));
    }
    const canHaveMore = y.length > 0 && y.length < mostMeasures && series === undefined;
    if (!isHistogram && canHaveMore && measures.length > y.length) {
      const options: readonly Option[] = [['', own.nothing], ...measures];
      fields.push(this.#select('more', own.more, options, '', setMeasure(y.length)));
    }
    if (!isHistogram && y.length < 2) {
      const options: readonly Option[] = [['', own.nothing], ...of(() => true)];
      fields.push(
        this.#select('series', own.series, options, String(series ?? ''), (value) => {
          if (value === '') this.#change({ series: undefined });
          else this.#change({ series: Number(value) });
        }),
      );
    }
    const all = aggregatesOf(this.#chart, columns);
    if (all.length > 1 && y.length > 0) {
      fields.push(
        this.#select('aggregate', own.aggregate, named(own.aggregates, all), aggregate, (value) => {
          this.#change({ aggregate: value as GridChart['aggregate'] }); // One of the options.
        }),
      );
    }
    if (columns[x]?.kind === 'time' && !needsScale) {
      const options: readonly Option[] = [['', own.exactly], ...entries(own.units)];
      fields.push(
        this.#select('unit', own.unit, options, unit ?? '', (value) => {
          if (value === '') this.#change({ unit: undefined });
          else this.#change({ unit: value as NonNullable<GridChart['unit']> }); // One of the options.
        }),
      );
    }
    if (kind === 'bar') {
      fields.push(
        this.#select('sort', own.order, entries(own.orders), sort ?? 'auto', (value) => {
          if (value === 'auto') this.#change({ sort: undefined });
          else this.#change({ sort: value as NonNullable<GridChart['sort']> }); // One of the options.
        }),
      );
    }
    if (isHistogram) {
      const counts = ['10', '20', '30', '50', '100', '200'].map((count): Option => [count, count]);
      fields.push(
        this.#select('bins', own.bins, counts, String(bins ?? 30), (value) => {
          this.#change({ bins: Number(value) });
        }),
      );
    }
    fields.push(this.#title(title ?? ''));
    this.element.replaceChildren(...fields);
  }

  #select(
    name: string,
    label: string,
    options: readonly Option[],
    value: string,
    onChange: (value: string) => void,
  ): HTMLElement {
    const select = create('select', { class: 'lakehouse-input', 'data-field': name });
    for (const [key, text] of options) select.append(create('option', { value: key }, text));
    select.value = value;
    select.addEventListener('change', () => {
      onChange(select.value);
    });
    return create('label', { class: 'lakehouse-field' }, label, select);
  }

  #title(value: string): HTMLElement {
    const input = create('input', {
      class: 'lakehouse-input',
      'data-field': 'title',
      spellcheck: 'false',
    });
    input.value = value;
    input.addEventListener('change', () => {
      const title = input.value.trim();
      if (title === '') this.#change({ title: undefined });
      else this.#change({ title });
    });
    return create('label', { class: 'lakehouse-field' }, this.#result.words.chart.title, input);
  }
}

function entries<K extends string>(texts: Readonly<Record<K, string>>): readonly Option[] {
  return Object.entries<string>(texts);
}

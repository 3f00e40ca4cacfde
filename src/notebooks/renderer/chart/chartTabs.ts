import { create } from '../dom.js';
import type { PanelContext } from '../panel/panelPart.js';
import type { ChartPanel } from './chartPanel.js';
import type { GridChart } from './protocol.js';

/** What shows a result as its rows or as a chart. The chart's code is loaded when it is first seen. */
export interface ChartTabs {
  /** The two tabs, for the bar. */
  readonly tabs: HTMLElement;
  /** Where the chart is, beside the rows. */
  readonly place: HTMLElement;
  dispose(): void;
}

type Tab = 'table' | 'chart';

/** `rows` is what is hidden while the chart is seen. */
export function createChartTabs(context: PanelContext, rows: HTMLElement): ChartTabs {
  const { result, ask, fail } = context;
  const { chart: words } = result.words;
  const place = create('div');
  const message = create('p', { class: 'lakehouse-chart-message', role: 'status' });
  const tabs = create('span', {
    class: 'lakehouse-tabs',
    role: 'tablist',
    'aria-label': words.view,
  });
  let chart: GridChart | undefined;
  let panel: ChartPanel | undefined;
  let seen: Tab = 'table';
  let isAnswered = false;
  let isGone = false;
  const failed = (error: unknown): void => {
    if (!isGone) fail(error instanceof Error ? error.message : String(error));
  };
  const keep = (): void => {
    if (chart !== undefined) ask('keepChart', { chart, isOpen: seen === 'chart' }).catch(failed);
  };
  let loading: Promise<void> | undefined;
  const load = async (first: GridChart): Promise<void> => {
    const { ChartPanel: Panel } = await import('./chartPanel.js');
    if (isGone) return;
    panel = new Panel(context, first, (changed) => {
      chart = changed;
      message.textContent = '';
      keep();
    });
    place.append(panel.element);
    panel.setSeen(seen === 'chart');
  };
  const buttons = new Map<Tab, HTMLButtonElement>();
  const show = (tab: Tab): void => {
    seen = tab;
    for (const [name, button] of buttons) {
      button.setAttribute('aria-selected', String(name === tab));
      button.tabIndex = name === tab ? 0 : -1;
    }
    rows.hidden = tab !== 'table';
    place.hidden = tab !== 'chart';
    panel?.setSeen(tab === 'chart');
    if (tab === 'table') return;
    if (chart !== undefined) (loading ??= load(chart)).catch(failed);
    else if (isAnswered) message.textContent = words.noColumns;
  };
  const choose = (tab: Tab): void => {
    if (tab === seen) return;
    show(tab);
    keep();
  };
  for (const [name, text, controlled] of [
    ['table', words.table, rows],
    ['chart', words.chart, place],
  ] as const) {
    const id = `lakehouse-${name}-${result.id}`;
    controlled.id = `${id}-panel`;
    controlled.setAttribute('role', 'tabpanel');
    controlled.setAttribute('aria-labelledby', id);
    const button = create('button', {
      type: 'button',
      class: 'lakehouse-tab',
      role: 'tab',
      id,
      'data-tab': name,
      'aria-controls': controlled.id,
    });
    button.textContent = text;
    button.addEventListener('click', () => {
      choose(name);
    });
    buttons.set(name, button);
    tabs.append(button);
  }
  tabs.addEventListener('keydown', ({ key }) => {
    if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key)) return;
    const other = seen === 'table' ? 'chart' : 'table';
    const next = key === 'Home' ? 'table' : key === 'End' ? 'chart' : other;
    choose(next);
    buttons.get(next)?.focus();
  });
  place.append(message);
  show('table');
  ask('openChart', {})
    .then((start) => {
      isAnswered = true;
      chart = start.chart;
      message.textContent = start.message ?? '';
      // Who has chosen in the meantime sees what was chosen.
      if (start.isOpen || seen === 'chart') show('chart');
    })
    .catch(failed);
  return {
    tabs,
    place,
    dispose: () => {
      isGone = true;
      panel?.dispose();
    },
  };
}

import { createBar } from './bar.js';
import { ViewRows } from './datasource.js';
import { create, debounce } from './dom.js';
import { createResultGrid } from './grid.js';
import type { Ask } from './hostClient.js';
import { isField, keepKeys } from './keys.js';
import { ColumnPanel } from './panel/columnPanel.js';
import type { ResultOutput } from './protocol.js';
import { ShownView } from './shownView.js';
import { rowsText, viewText } from './texts.js';

/** One result on the page: its bar, the panel of a column, its rows, and what is said of them. */
export function createResultPage(
  element: HTMLElement,
  result: ResultOutput,
  ask: Ask,
): { dispose(): void } {
  const shown = new ShownView();
  const failure = create('p', { class: 'lakehouse-failure', role: 'alert' });
  const spoken = create('div', { class: 'lakehouse-hidden', 'aria-live': 'polite' });
  const panelPlace = create('div');
  const gridPlace = create('div');
  const fail = (message: string): void => {
    failure.textContent = message;
  };
  let panel: ColumnPanel | undefined;

  const bar = createBar(result, shown, (format) => {
    ask('export', { format, view: shown.now }).catch((error: unknown) => {
      fail(error instanceof Error ? error.message : String(error));
    });
  });
  // Several changes in a row are spoken of once.
  const say = debounce(() => {
    if (rows.total === undefined) return;
    const { now } = shown;
    spoken.textContent = `${viewText(result, now)} ${rowsText(result, now, rows.total)}`;
  }, 200);
  const rows = new ViewRows(result, shown, ask, {
    viewChanged: (total) => {
      fail('');
      bar.setRows(total);
      if (total !== undefined) say.later();
    },
    totalKnown: (total) => {
      bar.setRows(total);
      grid.setTotal(total);
      say.later();
    },
    preparing: bar.setProgress,
    failed: fail,
  });
  const closePanel = (): void => {
    panel?.dispose();
    panel = undefined;
    panelPlace.replaceChildren();
  };
  const openPanel = (column: number, opener: HTMLElement): void => {
    closePanel();
    panel = new ColumnPanel({ result, shown, ask, fail }, column, () => {
      closePanel();
      if (opener.isConnected) opener.focus();
      else grid.focusHeader(column);
    });
    panelPlace.append(panel.element);
    panel.focus();
  };

  bar.setRows(result.rows);
  keepKeys(element);
  element.append(bar.element, failure, spoken, panelPlace, gridPlace);
  const grid = createResultGrid(gridPlace, { result, shown, openPanel }, rows, fail);
  shown.onDidChange(() => {
    grid.setSort(shown.now.sort);
    rows.start();
    grid.reload();
  });
  gridPlace.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || isField(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    bar.focusSearch();
  });
  return {
    dispose: () => {
      say.cancel();
      rows.stop();
      closePanel();
      grid.dispose();
    },
  };
}

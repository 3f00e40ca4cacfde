import { createBar } from './bar.js';
import { createChartTabs } from './chart/chartTabs.js';
import { createChips } from './chips.js';
import { createFailureLine } from './failureLine.js';
import { ViewRows } from './datasource.js';
import { create, createButton, debounce } from './dom.js';
import { createResultGrid } from './grid.js';
import type { Ask } from './hostClient.js';
import { isField, keepKeys } from './keys.js';
import { ColumnPanel } from './panel/columnPanel.js';
import type { CopyFormat, ResultOutput } from './protocol.js';
import { ShownView } from './shownView.js';
import { createCopyMenu } from './copyMenu.js';
import { createExportMenu } from './exportMenu.js';
import { createSummary } from './selection/summary.js';
import { fill, numberText, rowsText, viewText } from './texts.js';
import { createCellViewer } from './viewer/cellViewer.js';

/** What stands between the bar and the rows: one at a time. */
interface OpenPanel {
  readonly element: HTMLElement;
  focus(): void;
  dispose(): void;
}

export interface ResultPage {
  hideColumns(columns: readonly number[], areHidden: boolean): void;
  dispose(): void;
}

/** One result on the page: its bar, the panel of a column, its rows, and what is said of them. */
export function createResultPage(
  element: HTMLElement,
  result: ResultOutput,
  ask: Ask,
  shown = new ShownView(),
): ResultPage {
  const failure = createFailureLine(result.words);
  const spoken = create('div', { class: 'lakehouse-hidden', 'aria-live': 'polite' });
  const panelPlace = create('div');
  const gridPlace = create('div', { class: 'lakehouse-grid' });
  const fail = (message: string): void => {
    failure.show(message);
  };
  /** Of rows that did not come: those that are shown stay. */
  const failRows = (message: string): void => {
    failure.show(message, () => {
      rows.start();
      grid.refresh();
      grid.focus();
    });
  };
  let panel: OpenPanel | undefined;

  const failed = (error: unknown): void => {
    fail(error instanceof Error ? error.message : String(error));
  };
  const copy = (format: CopyFormat, selection = grid.selection()): void => {
    if (selection === undefined) return;
    ask('copy', { ...selection, format }).then((isCopied) => {
      const values = selection.limit * selection.columns.length;
      if (isCopied)
        spoken.textContent = fill(result.words.copied, numberText(values, result.locale));
    }, failed);
  };
  const copyCode = (): void => {
    ask('copyCode', { view: shown.now }).then((name) => {
      if (name !== null) spoken.textContent = fill(result.words.copiedCode, name);
    }, failed);
  };
  const summary = createSummary(result, ask, () => grid.selection(), fail);
  const exportMenu = createExportMenu(result.words, (format) => {
    ask('export', { format, view: shown.now }).catch(failed);
  });
  const compare =
    result.differences === undefined
      ? [
          createButton(
            result.words.compare,
            () => {
              ask('compare', null).catch(failed);
            },
            { 'data-compare': 'other' },
          ),
        ]
      : [];
  const bar = createBar(result, shown, [
    createCopyMenu(result.words, copy, copyCode),
    exportMenu,
    ...compare,
  ]);
  const chips = createChips(result, shown, () => {
    bar.focusSearch();
  });
  // Several changes in a row are spoken of once.
  const say = debounce(() => {
    if (rows.total === undefined) return;
    const { now } = shown;
    spoken.textContent = `${viewText(result, now)} ${rowsText(result, now, rows.total)}`;
  }, 200);
  const rows = new ViewRows(result, shown, ask, {
    viewChanged: (total) => {
      failure.clear();
      bar.setRows(total);
      if (total !== undefined) say.later();
    },
    totalKnown: (total) => {
      bar.setRows(total);
      grid.setTotal(total);
      say.later();
    },
    preparing: bar.setProgress,
    failed: failRows,
  });
  const closePanel = (): void => {
    panel?.dispose();
    panel = undefined;
    panelPlace.replaceChildren();
  };
  const show = (opened: OpenPanel): void => {
    closePanel();
    panel = opened;
    panelPlace.append(opened.element);
    opened.focus();
  };
  const openPanel = (column: number, opener: HTMLElement): void => {
    const onClose = (): void => {
      closePanel();
      if (opener.isConnected) opener.focus();
      else grid.focusHeader(column);
    };
    show(new ColumnPanel({ result, shown, ask, fail }, column, onClose));
  };
  const openCell = (cell: { row: number; column: number }, opener: HTMLElement): void => {
    const { now: view } = shown;
    const value = { view, offset: cell.row, limit: 1, columns: [cell.column] };
    const onCopy = (): void => {
      copy('value', value);
    };
    const onClose = (): void => {
      closePanel();
      if (opener.isConnected) opener.focus();
      else grid.focus(cell);
    };
    show(createCellViewer({ result, ask }, { ...cell, view }, { onCopy, onClose }));
  };

  bar.setRows(result.rows);
  keepKeys(element);
  const status = create('div', { class: 'lakehouse-status' }, summary.element);
  const seenRows = create('div', { class: 'lakehouse-seen' }, panelPlace, gridPlace, status);
  const charts = createChartTabs({ result, shown, ask, fail }, seenRows);
  bar.element.prepend(charts.tabs);
  const parts = [bar.element, failure.element, spoken, chips.element, seenRows, charts.place];
  element.append(create('div', { class: 'lakehouse-page' }, ...parts));
  const grid = createResultGrid(gridPlace, { result, shown, openPanel }, rows, {
    failed: failRows,
    selected: summary.update,
    opened: openCell,
  });
  shown.onDidChange(() => {
    chips.update();
    grid.setSort(shown.now.sort);
    rows.start();
    grid.reload();
  });
  gridPlace.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, target } = event;
    const isCommand = ctrlKey || metaKey;
    if (isField(target)) return;
    if (key === '/' && !isCommand) bar.focusSearch();
    else if (key === '=' && !isCommand) spoken.textContent = summary.text();
    else if (key.toLowerCase() === 'c' && isCommand) copy('tsv');
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return {
    hideColumns: grid.hideColumns,
    dispose: () => {
      say.cancel();
      rows.stop();
      summary.dispose();
      charts.dispose();
      closePanel();
      grid.dispose();
    },
  };
}

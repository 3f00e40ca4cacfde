import {
  CellApiModule,
  CellStyleModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  createGrid,
  type GridApi,
  InfiniteRowModelModule,
  ModuleRegistry,
  ScrollApiModule,
} from 'ag-grid-community';
import { type RowData, toRowData } from './columns.js';
import { toColumns } from './comparison/columns.js';
import type { ViewRows } from './datasource.js';
import { create, pageNonce } from './dom.js';
import type { HeaderContext } from './header.js';
import type { GridSelection, GridSort } from './protocol.js';
import { CellSelection } from './selection/cellSelection.js';
import { theme } from './theme.js';

ModuleRegistry.registerModules([
  InfiniteRowModelModule,
  CellStyleModule,
  ScrollApiModule,
  ColumnAutoSizeModule,
  CellApiModule,
  ColumnApiModule,
]);

/** What a grid tells of. */
export interface GridListener {
  failed(message: string): void;
  /** Other cells are selected. */
  readonly selected: () => void;
  /** A cell is to be shown whole; `opener` gets the focus back. */
  opened(cell: { readonly row: number; readonly column: number }, opener: HTMLElement): void;
}

export interface ResultGrid {
  /** The cells that are selected. */
  selection(): GridSelection | undefined;
  setSort(sort: GridSort): void;
  /** Asks for the rows anew: another view is shown. */
  reload(): void;
  /** The number of rows where it was not known before. */
  setTotal(total: number): void;
  /** Asks again for what is shown, which stays until it comes. */
  refresh(): void;
  focusHeader(column: number): void;
  /** A cell; without one, that which had the focus last, else the first header. */
  focus(cell?: { readonly row: number; readonly column: number }): void;
  readonly hideColumns: (columns: readonly number[], areHidden: boolean) => void;
  dispose(): void;
}

/** Rows that are asked for at a time; of results with many columns as few as came with the output. */
const pageRows = 200;
const rowHeight = 24;
const mostVisibleRows = 14;

/** The rows of a result in AG Grid, which asks `rows` for what it shows. */
export function createResultGrid(
  element: HTMLElement,
  context: HeaderContext,
  rows: ViewRows,
  listener: GridListener,
): ResultGrid {
  const { result, shown } = context;
  const { first } = result;
  element.style.height = `${(Math.min(result.rows, mostVisibleRows) + 2) * rowHeight + 20}px`;
  const name = (): void => {
    const grid = element.querySelector('[role=grid]');
    grid?.setAttribute('aria-label', result.words.grid);
    grid?.setAttribute('aria-multiselectable', 'true');
  };
  // A datasource each time: AG Grid drops what an earlier one answers.
  const datasource = () => ({
    getRows: (request: {
      startRow: number;
      endRow: number;
      successCallback(rows: RowData[], total?: number): void;
      failCallback(): void;
    }): void => {
      const { signal } = rows;
      rows.window(request.startRow, request.endRow - request.startRow).then(
        (window) => {
          request.successCallback(toRowData(window), window.total ?? rows.total);
        },
        (error: unknown) => {
          // It waits for every answer, also of a view that was left.
          request.failCallback();
          if (!signal.aborted) {
            listener.failed(error instanceof Error ? error.message : String(error));
          }
        },
      );
    },
  });
  const cells = new CellSelection(
    element,
    () => api,
    () => rows.total ?? 0,
    listener.selected,
  );
  const open = (target: EventTarget | null | undefined): void => {
    const cell = target instanceof Element ? target.closest<HTMLElement>('[role=gridcell]') : null;
    const row = cell?.closest('[row-index]')?.getAttribute('row-index');
    if (cell === null || row == null) return;
    listener.opened({ row: Number(row), column: Number(cell.getAttribute('col-id')) }, cell);
  };
  element.addEventListener('keydown', ({ key, target }) => {
    if (key === 'Enter') open(target);
  });
  const nonce = pageNonce();
  const api: GridApi<RowData> = createGrid<RowData>(element, {
    theme,
    context,
    rowModelType: 'infinite',
    cacheBlockSize: first.rows.length < result.rows ? first.rows.length : pageRows,
    maxBlocksInCache: 20,
    maxConcurrentDatasourceRequests: 2,
    blockLoadDebounceMillis: 20,
    infiniteInitialRowCount: Math.max(1, result.rows),
    suppressFieldDotNotation: true,
    suppressNoRowsOverlay: true,
    animateRows: false,
    columnDefs: toColumns(result),
    ...(nonce === undefined ? {} : { styleNonce: nonce }),
    datasource: datasource(),
    onCellDoubleClicked: ({ event }) => {
      open(event?.target);
    },
    // What is drawn anew is not marked yet.
    onViewportChanged: cells.paint,
    onVirtualColumnsChanged: cells.paint,
    onModelUpdated: cells.paint,
    onSortChanged: () => {
      shown.change({ sort: sortOf(api) });
    },
    onFirstDataRendered: () => {
      api.autoSizeAllColumns();
      name();
    },
  });
  name();
  // No row will be drawn first.
  if (result.rows === 0) api.autoSizeAllColumns();
  const none = create('p', { class: 'lakehouse-none' }, result.words.noRows);
  const update = (): void => {
    none.hidden = rows.total !== 0;
  };
  update();
  element.append(none);
  return {
    selection: () => {
      const { box } = cells;
      if (box === undefined) return undefined;
      const columns = api.getAllDisplayedColumns().slice(box.left, box.right + 1);
      return {
        offset: box.top,
        limit: box.bottom - box.top + 1,
        columns: columns.map((column) => Number(column.getColId())),
        view: shown.now,
      };
    },
    setSort: (sort) => {
      if (JSON.stringify(sort) === JSON.stringify(sortOf(api))) return;
      api.applyColumnState({
        state: sort.map(({ column, descending }, sortIndex) => ({
          colId: String(column),
          sort: descending ? 'desc' : 'asc',
          sortIndex,
        })),
        defaultState: { sort: null },
      });
    },
    reload: () => {
      cells.clear();
      api.setGridOption('datasource', datasource());
      const { total } = rows;
      // One row that loads stands for rows that nobody has counted.
      api.setRowCount(total ?? 1, total !== undefined);
      update();
    },
    setTotal: (total) => {
      api.setRowCount(total, true);
      update();
    },
    focusHeader: (column) => {
      api.ensureColumnVisible(String(column));
      const header = element.querySelector<HTMLElement>(`[role=columnheader][col-id="${column}"]`);
      header?.focus();
    },
    refresh: () => {
      api.refreshInfiniteCache();
    },
    focus: (cell) => {
      const last = api.getFocusedCell();
      const column = cell === undefined ? last?.column : String(cell.column);
      const row = cell?.row ?? last?.rowIndex;
      if (column !== undefined && row !== undefined && row < api.getDisplayedRowCount()) {
        api.setFocusedCell(row, column);
      } else element.querySelector<HTMLElement>('[role=columnheader]')?.focus();
    },
    hideColumns: (columns, areHidden) => {
      cells.clear();
      api.setColumnsVisible(columns.map(String), !areHidden);
    },
    dispose: () => {
      api.destroy();
    },
  };
}

function sortOf(api: GridApi<RowData>): GridSort {
  return api
    .getColumnState()
    .filter(({ sort }) => sort !== null && sort !== undefined)
    .sort((a, b) => (a.sortIndex ?? 0) - (b.sortIndex ?? 0))
    .map(({ colId, sort }) => ({ column: Number(colId), descending: sort === 'desc' }));
}

import {
  CellApiModule,
  CellStyleModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  createGrid,
  type GridApi,
  InfiniteRowModelModule,
  ModuleRegistry,
  RowSelectionModule,
  ScrollApiModule,
} from 'ag-grid-community';
import { type RowData, toColumn, toRowData } from './columns.js';
import type { ViewRows } from './datasource.js';
import type { HeaderContext } from './header.js';
import type { GridSort } from './protocol.js';
import { theme } from './theme.js';

ModuleRegistry.registerModules([
  InfiniteRowModelModule,
  CellStyleModule,
  ScrollApiModule,
  ColumnAutoSizeModule,
  RowSelectionModule,
  CellApiModule,
  ColumnApiModule,
]);

export interface ResultGrid {
  setSort(sort: GridSort): void;
  /** Asks for the rows anew: another view is shown. */
  reload(): void;
  /** The number of rows where it was not known before. */
  setTotal(total: number): void;
  focusHeader(column: number): void;
  dispose(): void;
}

const pageSize = 200;
const rowHeight = 24;
const mostVisibleRows = 14;

/** The rows of a result in AG Grid, which asks `rows` for what it shows. */
export function createResultGrid(
  element: HTMLElement,
  context: HeaderContext,
  rows: ViewRows,
  onError: (message: string) => void,
): ResultGrid {
  const { result, shown } = context;
  element.style.height = `${(Math.min(result.rows, mostVisibleRows) + 2) * rowHeight + 20}px`;
  const name = (): void => {
    element.querySelector('[role=grid]')?.setAttribute('aria-label', result.words.grid);
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
          if (!signal.aborted) onError(error instanceof Error ? error.message : String(error));
        },
      );
    },
  });
  const api: GridApi<RowData> = createGrid<RowData>(element, {
    theme,
    context,
    rowModelType: 'infinite',
    cacheBlockSize: pageSize,
    maxBlocksInCache: 20,
    maxConcurrentDatasourceRequests: 2,
    blockLoadDebounceMillis: 20,
    infiniteInitialRowCount: Math.max(1, result.rows),
    suppressFieldDotNotation: true,
    suppressNoRowsOverlay: true,
    animateRows: false,
    rowSelection: { mode: 'multiRow', checkboxes: false, headerCheckbox: false },
    columnDefs: result.columns.map((column, index) => toColumn(column, index, result)),
    datasource: datasource(),
    onSortChanged: () => {
      shown.change({ sort: sortOf(api) });
    },
    onFirstDataRendered: () => {
      api.autoSizeAllColumns();
      name();
    },
  });
  name();
  return {
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
      api.setGridOption('datasource', datasource());
      const { total } = rows;
      // One row that loads stands for rows that nobody has counted.
      api.setRowCount(total ?? 1, total !== undefined);
    },
    setTotal: (total) => {
      api.setRowCount(total, true);
    },
    focusHeader: (column) => {
      api.ensureColumnVisible(String(column));
      const header = element.querySelector<HTMLElement>(`[role=columnheader][col-id="${column}"]`);
      header?.focus();
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

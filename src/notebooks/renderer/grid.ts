import {
  CellApiModule,
  CellStyleModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  createGrid,
  type ColDef,
  type GridApi,
  InfiniteRowModelModule,
  ModuleRegistry,
  RowSelectionModule,
  ScrollApiModule,
} from 'ag-grid-community';
import type { Ask } from './hostClient.js';
import type { GridRow, GridSort, GridView, GridWindow, ResultOutput } from './protocol.js';
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

/** A row as the grid has it: its values, and which of them are cut. */
interface RowData {
  readonly values: GridRow;
  readonly cut: ReadonlySet<number>;
}

export interface ResultGrid {
  /** What is seen now. */
  view(): GridView;
  dispose(): void;
}

const pageSize = 200;
const rowHeight = 24;
const mostVisibleRows = 14;

/** Draws a result: the first rows at once, all others as they are scrolled to. */
export function createResultGrid(
  element: HTMLElement,
  { columns, rows, first, words }: ResultOutput,
  ask: Ask,
  onError: (message: string) => void,
): ResultGrid {
  element.style.height = `${(Math.min(rows, mostVisibleRows) + 2) * rowHeight + 20}px`;
  keepKeys(element);
  const api: GridApi<RowData> = createGrid<RowData>(element, {
    theme,
    rowModelType: 'infinite',
    cacheBlockSize: pageSize,
    maxBlocksInCache: 20,
    maxConcurrentDatasourceRequests: 2,
    blockLoadDebounceMillis: 20,
    infiniteInitialRowCount: rows,
    suppressFieldDotNotation: true,
    rowSelection: { mode: 'multiRow', checkboxes: false, headerCheckbox: false },
    columnDefs: columns.map((column, index) => toColumn(column, index, words)),
    datasource: {
      rowCount: rows,
      getRows: (request) => {
        const { startRow, endRow, sortModel } = request;
        const sort = sortModel.map(({ colId, sort: direction }) => ({
          column: Number(colId),
          descending: direction === 'desc',
        }));
        const have = first.rows.length >= Math.min(rows, endRow) && startRow === 0;
        const reading =
          have && sort.length === 0
            ? Promise.resolve(first)
            : ask('window', {
                offset: startRow,
                limit: endRow - startRow,
                view: { sort, filters: [] },
              });
        reading.then(
          (window) => {
            request.successCallback(toRowData(window), rows);
          },
          (error: unknown) => {
            onError(error instanceof Error ? error.message : String(error));
            request.failCallback();
          },
        );
      },
    },
    onFirstDataRendered: () => {
      api.autoSizeAllColumns();
      label(element, words.grid);
    },
  });
  label(element, words.grid);
  return {
    view: () => ({ sort: sortOf(api), filters: [] }),
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

function toColumn(
  { name, type }: ResultOutput['columns'][number],
  index: number,
  words: ResultOutput['words'],
): ColDef<RowData> {
  const isBinary = type === 'BLOB';
  return {
    colId: String(index),
    headerName: name,
    sortable: true,
    resizable: true,
    minWidth: 60,
    maxWidth: 600,
    valueGetter: ({ data }) => data?.values[index],
    // Text, never markup: what a cell shows is set as its text content.
    valueFormatter: ({ data }) => {
      const value = data?.values[index];
      if (value === undefined) return words.loading;
      if (value === null) return 'NULL';
      if (value === '') return words.empty;
      return data?.cut.has(index) === true ? `${value}… (${words.cut})` : value;
    },
    cellClass: ({ data }) => {
      const value = data?.values[index];
      if (value === null) return 'lakehouse-null';
      if (value === '') return 'lakehouse-empty';
      return isBinary ? 'lakehouse-binary' : isNumeric(type) ? 'lakehouse-number' : '';
    },
  };
}

function isNumeric(type: string): boolean {
  return /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|BIGNUM|FLOAT|DOUBLE|DECIMAL\(.*\))$/.test(
    type,
  );
}

function toRowData({ rows, cut }: GridWindow): RowData[] {
  return rows.map((values, row) => ({
    values,
    cut: new Set(cut.filter(([at]) => at === row).map(([, column]) => column)),
  }));
}

function label(element: HTMLElement, text: string): void {
  element.querySelector('[role=grid]')?.setAttribute('aria-label', text);
}

/**
 * VS Code acts on every key of an output: an arrow would leave the grid for the next cell. These are
 * the grid's; Escape, which leads back to the cells, and F1 stay the editor's.
 */
function keepKeys(element: HTMLElement): void {
  const own = new Set(
    'ArrowUp ArrowDown ArrowLeft ArrowRight PageUp PageDown Home End Tab Enter F2'.split(' '),
  );
  element.addEventListener('keydown', (event) => {
    if (own.has(event.key) || event.key === ' ') event.stopPropagation();
  });
}

import type { ColDef } from 'ag-grid-community';
import { ColumnHeader } from './header.js';
import type { GridColumn, GridRow, GridWindow, ResultOutput } from './protocol.js';
import { nameText, visibleText } from './texts.js';

/** A row as the grid has it: its values, and which of them are cut. */
export interface RowData {
  readonly values: GridRow;
  readonly cut: ReadonlySet<number>;
}

export function toRowData({ rows, cut }: GridWindow): RowData[] {
  return rows.map((values, row) => ({
    values,
    cut: new Set(cut.filter(([at]) => at === row).map(([, column]) => column)),
  }));
}

/** A column of the grid; its id is its number. */
export function toColumn(
  { name, kind }: GridColumn,
  index: number,
  { words }: ResultOutput,
): ColDef<RowData> {
  return {
    colId: String(index),
    headerName: nameText(name, words),
    headerComponentParams: { innerHeaderComponent: ColumnHeader },
    suppressHeaderKeyboardEvent: ({ event }) => event.altKey && event.key === 'ArrowDown',
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
      const text = visibleText(value);
      return data?.cut.has(index) === true ? `${text}… (${words.cut})` : text;
    },
    cellClass: ({ data }) => {
      const value = data?.values[index];
      if (value === null) return 'lakehouse-null';
      if (value === '') return 'lakehouse-empty';
      if (kind === 'binary') return 'lakehouse-binary';
      return kind === 'number' ? 'lakehouse-number' : '';
    },
  };
}

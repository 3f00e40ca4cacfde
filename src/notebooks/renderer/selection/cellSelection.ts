import type {
  CellFocusedEvent,
  CellMouseDownEvent,
  CellMouseOverEvent,
  GridApi,
} from 'ag-grid-community';
import { type Box, boxOf, type CellPlace, type CellRange, extend, isIn } from './cellRange.js';

/** What of AG Grid's events selects cells; AG Grid itself has no ranges. */
type Place = Pick<CellMouseDownEvent | CellMouseOverEvent, 'rowIndex' | 'column' | 'event'>;

/** The selected cells of a grid: one range, by mouse or by keys. */
export class CellSelection {
  readonly #element: HTMLElement;
  readonly #api: () => GridApi;
  /** How many rows there are; 0 while nobody knows. */
  readonly #rows: () => number;
  readonly #onChange: () => void;
  #range: CellRange | undefined;
  #isMouse = false;

  constructor(element: HTMLElement, api: () => GridApi, rows: () => number, onChange: () => void) {
    this.#element = element;
    this.#api = api;
    this.#rows = rows;
    this.#onChange = onChange;
    element.addEventListener('mousedown', () => (this.#isMouse = true), { capture: true });
    element.addEventListener(
      'keydown',
      (event) => {
        this.#isMouse = false;
        if (this.#onKey(event)) {
          event.preventDefault();
          event.stopPropagation();
        }
      },
      { capture: true },
    );
  }

  /** Nothing while no cell was chosen. */
  get box(): Box | undefined {
    return this.#range && boxOf(this.#range);
  }

  has(place: CellPlace): boolean {
    const { box } = this;
    return box !== undefined && isIn(box, place);
  }

  /** Rows and columns are others now: what was selected is not. */
  clear(): void {
    this.#select(undefined);
  }

  readonly onMouseDown = (event: Place): void => {
    const place = this.#placeOf(event);
    if (place === undefined || !isPress(event.event)) return;
    const from = event.event.shiftKey ? this.#range?.from : undefined;
    this.#select({ from: from ?? place, to: place });
  };

  readonly onMouseOver = (event: Place): void => {
    const place = this.#placeOf(event);
    if (place === undefined || this.#range === undefined || !isPress(event.event)) return;
    if (this.#isMouse) this.#select({ from: this.#range.from, to: place });
  };

  readonly onFocus = ({ rowIndex, column }: CellFocusedEvent): void => {
    if (this.#isMouse || column === null || typeof column === 'string') return;
    const place = this.#placeOf({ rowIndex, column, event: null });
    if (place !== undefined) this.#select({ from: place, to: place });
  };

  /** Says of each cell that is drawn whether it is selected, for those who hear the grid. */
  readonly paint = (): void => {
    const columns = this.#columnIds();
    for (const cell of this.#element.querySelectorAll('[role=gridcell]')) {
      const row = Number(cell.closest('[row-index]')?.getAttribute('row-index'));
      const column = columns.indexOf(cell.getAttribute('col-id') ?? '');
      const isSelected = this.has({ row, column });
      cell.setAttribute('aria-selected', String(isSelected));
      cell.classList.toggle('lakehouse-selected', isSelected);
    }
  };

  #onKey({ key, shiftKey, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
    const isCell = target instanceof Element && target.closest('[role=gridcell]') !== null;
    if (!isCell || altKey) return false;
    const rows = this.#rows();
    const columns = this.#columnIds().length;
    if (rows === 0) return false;
    if ((ctrlKey || metaKey) && key.toLowerCase() === 'a') {
      const last = { row: rows - 1, column: columns - 1 };
      this.#select({ from: { row: 0, column: 0 }, to: last });
      return true;
    }
    if (!shiftKey && (key === 'Home' || key === 'End')) {
      this.#focusEnd(key, ctrlKey || metaKey, { rows, columns });
      return true;
    }
    if (!shiftKey || ctrlKey || metaKey || this.#range === undefined) return false;
    const range = extend(this.#range, key, { rows, columns });
    if (range === undefined) return false;
    this.#select(range);
    this.#api().ensureIndexVisible(range.to.row);
    this.#api().ensureColumnVisible(this.#columnIds()[range.to.column] ?? '');
    return true;
  }

  /** The first or the last cell of the row, or of all: as grids do, and AG Grid does otherwise. */
  #focusEnd(
    key: 'Home' | 'End',
    isOfAll: boolean,
    { rows, columns }: { readonly rows: number; readonly columns: number },
  ): void {
    const api = this.#api();
    const column = this.#columnIds()[key === 'Home' ? 0 : columns - 1];
    const now = api.getFocusedCell()?.rowIndex ?? 0;
    const row = !isOfAll ? now : key === 'Home' ? 0 : rows - 1;
    if (column === undefined) return;
    api.ensureIndexVisible(row);
    api.ensureColumnVisible(column);
    api.setFocusedCell(row, column);
  }

  #placeOf({ rowIndex, column }: Place): CellPlace | undefined {
    const at = this.#columnIds().indexOf(column.getColId());
    return rowIndex === null || at < 0 ? undefined : { row: rowIndex, column: at };
  }

  #columnIds(): readonly string[] {
    return this.#api()
      .getAllDisplayedColumns()
      .map((column) => column.getColId());
  }

  #select(range: CellRange | undefined): void {
    if (JSON.stringify(range) === JSON.stringify(this.#range)) return;
    this.#range = range;
    this.paint();
    this.#onChange();
  }
}

/** The left button, with which cells are selected. */
function isPress(event: Event | null | undefined): event is MouseEvent {
  return event instanceof MouseEvent && event.buttons === 1;
}

import type { GridApi } from 'ag-grid-community';
import { type Box, boxOf, type CellPlace, type CellRange, extend, isIn } from './cellRange.js';

/**
 * The selected cells of a grid: one range, by mouse or by keys; AG Grid itself has no ranges. It listens to
 * the page's own events: AG Grid tells of its events later, when the next key may have selected others.
 */
export class CellSelection {
  readonly #element: HTMLElement;
  readonly #api: () => GridApi;
  /** How many rows there are; 0 while nobody knows. */
  readonly #rows: () => number;
  readonly #onChange: () => void;
  #range: CellRange | undefined;
  #focused: CellPlace | undefined;
  #isMouse = false;

  constructor(element: HTMLElement, api: () => GridApi, rows: () => number, onChange: () => void) {
    this.#element = element;
    this.#api = api;
    this.#rows = rows;
    this.#onChange = onChange;
    // AG Grid moves the focus with Shift as soon as the pointer is down.
    element.addEventListener('pointerdown', () => (this.#isMouse = true), { capture: true });
    element.addEventListener('mousedown', this.#onMouseDown, { capture: true });
    element.addEventListener('mouseover', this.#onMouseOver);
    element.addEventListener('focusin', this.#onFocus);
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

  readonly #onMouseDown = ({ target, buttons, shiftKey }: MouseEvent): void => {
    const place = this.#placeOf(target);
    if (place === undefined || buttons !== leftButton) return;
    const from = shiftKey ? this.#range?.from : undefined;
    this.#select({ from: from ?? place, to: place });
  };

  readonly #onMouseOver = ({ target, buttons }: MouseEvent): void => {
    const place = this.#placeOf(target);
    if (place === undefined || this.#range === undefined || buttons !== leftButton) return;
    if (this.#isMouse) this.#select({ from: this.#range.from, to: place });
  };

  readonly #onFocus = ({ target }: FocusEvent): void => {
    const place = this.#placeOf(target);
    if (place === undefined) return;
    // A cell that is drawn anew gets the focus again: nothing was chosen by that.
    const isAgain = place.row === this.#focused?.row && place.column === this.#focused.column;
    this.#focused = place;
    if (!this.#isMouse && !(isAgain && this.#range)) this.#select({ from: place, to: place });
  };

  /** Says of each cell that is drawn whether it is selected, for those who hear the grid. */
  readonly paint = (): void => {
    const columns = this.#columnIds();
    for (const cell of this.#element.querySelectorAll('[role=gridcell]')) {
      const place = placeOf(cell, columns);
      const isSelected = place !== undefined && this.has(place);
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

  #placeOf(target: EventTarget | null): CellPlace | undefined {
    const cell = target instanceof Element ? target.closest('[role=gridcell]') : null;
    return cell === null ? undefined : placeOf(cell, this.#columnIds());
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

/** Of `MouseEvent.buttons`: the one with which cells are selected. */
const leftButton = 1;

/** The place of a cell that is drawn, if its column stands among these. */
function placeOf(cell: Element, columns: readonly string[]): CellPlace | undefined {
  const row = cell.closest('[row-index]')?.getAttribute('row-index') ?? undefined;
  const column = columns.indexOf(cell.getAttribute('col-id') ?? '');
  return row === undefined || column < 0 ? undefined : { row: Number(row), column };
}

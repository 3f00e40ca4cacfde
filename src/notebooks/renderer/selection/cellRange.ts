/** A cell by its places, from 0: in the rows of the view, and among the columns as they stand. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** The cells between two of them: where the selecting began, and where it has come to. */
export interface CellRange {
  readonly from: CellPlace;
  readonly to: CellPlace;
}

/** The least and the greatest row and column of a range, all of them in it. */
export interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export function boxOf({ from, to }: CellRange): Box {
  return {
    top: Math.min(from.row, to.row),
    bottom: Math.max(from.row, to.row),
    left: Math.min(from.column, to.column),
    right: Math.max(from.column, to.column),
  };
}

export function isIn({ top, bottom, left, right }: Box, { row, column }: CellPlace): boolean {
  return row >= top && row <= bottom && column >= left && column <= right;
}

export function sizeOf({ top, bottom, left, right }: Box): number {
  return (bottom - top + 1) * (right - left + 1);
}

const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-14, 0],
  PageDown: [14, 0],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

/** The range that a key with Shift leads to, within so many rows and columns; `undefined` for other keys. */
export function extend(
  { from, to }: CellRange,
  key: string,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): CellRange | undefined {
  const step = steps[key];
  if (step === undefined) return undefined;
  const within = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));
  const place = {
    row: within(to.row + step[0], rows),
    column: within(to.column + step[1], columns),
  };
  return { from, to: place };
}

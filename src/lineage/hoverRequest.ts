import type { LineageCell } from './lineageFile.js';

/** A place in the SQL of a file. */
export interface HoverRequest {
  readonly uri: string;
  readonly cell: LineageCell;
  /** In the text of the cell, UTF-16 units. */
  readonly offset: number;
}

import type { LineageCell, LineageFile } from './lineageFile.js';

/** A place in the SQL of a file. */
export interface HoverRequest {
  readonly uri: string;
  readonly cell: LineageCell;
  /** All cells of its file, where some are code: what one means hangs on those before it. */
  readonly cells?: readonly LineageCell[];
  /** Other files that its code imports, by their URIs. */
  readonly others?: LineageFile['others'];
  /** In the text of the cell, UTF-16 units. */
  readonly offset: number;
}

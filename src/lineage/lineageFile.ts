import type { Dialect } from '../sql/dialect.js';

/** SQL as it was found in a file, or in a view of a catalog. Whoever knows the format takes it apart. */
export interface LineageFile {
  readonly uri: string;
  readonly kind: 'code' | 'view';
  readonly cells: readonly LineageCell[];
  /** Other files that its code imports, or runs as notebooks, by their URIs. */
  readonly others?: Readonly<Record<string, readonly LineageCell[]>>;
}

export interface LineageCell {
  readonly text: string;
  /** What it is written in, where it is not SQL. */
  readonly language?: 'python';
  /** Where the text starts in the one that spans of sources are of: of the file, or of the cell. */
  readonly offset: number;
  /** Of the notebook's cells, from 0, counting every one; missing where the file has no cells. */
  readonly cell?: number;
  /** The line of the text's first character, from 1, in the file or (no text format) in the cell. */
  readonly line: number;
  readonly dialect: Dialect;
  /** The connection that names are looked up in. */
  readonly connection?: string;
  /** What a name without a namespace is in. */
  readonly defaultNamespace: readonly string[];
  /** The view that the text defines, where it is a bare query. */
  readonly target?: readonly string[];
}

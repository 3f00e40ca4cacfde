/** A stretch of text in UTF-16 code units, end exclusive: what the editor and tree-sitter count. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

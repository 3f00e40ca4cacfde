/**
 * A table as a team names it, whichever account or folder each person's settings lead to. Not a `DatasetId`:
 * that one names a person's folder or account.
 */
export interface DatasetPath {
  readonly connection: string;
  /** Only where the connection has several. */
  readonly catalog?: string;
  /** Its namespaces from the outermost in, then its own name. */
  readonly table: readonly string[];
}

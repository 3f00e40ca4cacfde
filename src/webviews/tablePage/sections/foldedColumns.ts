/** A column by the names of what it lies in and its own: a name may hold a dot, so that no text of them all tells. */
type Path = readonly string[];

/** What the page's model knows an open column by. */
export function columnKey(path: Path): string {
  return `column ${JSON.stringify(path)}`;
}

/** Whether all that a column lies in is open. */
export function isUnfolded(path: Path, open: ReadonlySet<string>): boolean {
  return path.slice(1).every((_, index) => open.has(columnKey(path.slice(0, index + 1))));
}

/** Those of some columns that have others in them: these stand right behind. */
export function parentsOf<C extends { readonly path: Path }>(
  columns: readonly C[],
): ReadonlySet<C> {
  return new Set(
    columns.filter((column, index) => (columns[index + 1]?.path.length ?? 0) > column.path.length),
  );
}

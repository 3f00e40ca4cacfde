/** Columns of tables by the tables' names, with dots between their parts. */
export type TableColumns = Readonly<Record<string, readonly string[]>>;

/** `{"db.table": ["column", …]}` from JSON, or nothing where the text is something else. */
export function parseSchema(text: string): TableColumns | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isSchema(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isSchema(value: unknown): value is TableColumns {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(
      (columns) =>
        Array.isArray(columns) && columns.every((column: unknown) => typeof column === 'string'),
    )
  );
}

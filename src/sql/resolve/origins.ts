import type { ColumnRef } from './resolution.js';

/**
 * A column of a table whose values an item has, row for row: what is asked of the item is asked of the
 * rows of the table, and rows of which it is not true can be taken out of the table beforehand.
 */
export interface Origin extends ColumnRef {
  /** Where the table has no row for a join, there is a row of NULLs: it must be refused as well. */
  readonly nullable: boolean;
  /** The CTEs on the way. What is asked of one counts for the table where nobody else reads it. */
  readonly through: readonly Reads[];
}

/** Who reads a CTE; known when the whole statement has been resolved. */
export interface Reads {
  /** The CTE in whose query it is read, or nothing for the statement's own. */
  readonly by: (Reads | undefined)[];
}

/** Whether what a CTE gives reaches the statement: one that only unread ones read is unread itself. */
export function isRead(cte: Reads | undefined): boolean {
  return cte === undefined || cte.by.some(isRead);
}

interface HasOrigins {
  readonly origins?: readonly Origin[] | undefined;
}

/** Items of which nothing that is asked holds for the rows beneath: those of a `LIMIT`, say. */
export function sealed<T extends HasOrigins>(items: readonly T[]): readonly T[] {
  return items.map((item) => (item.origins === undefined ? item : { ...item, origins: [] }));
}

/** Items of the side of an outer join that may have no row. */
export function nullable<T extends HasOrigins>(items: readonly T[]): readonly T[] {
  return changed(items, (origin) => ({ ...origin, nullable: true }));
}

/** Items of a CTE as one who reads it has them. */
export function readThrough<T extends HasOrigins>(items: readonly T[], reads: Reads): readonly T[] {
  return changed(items, (origin) => ({ ...origin, through: [...origin.through, reads] }));
}

function changed<T extends HasOrigins>(
  items: readonly T[],
  change: (origin: Origin) => Origin,
): readonly T[] {
  return items.map((item) =>
    item.origins === undefined ? item : { ...item, origins: item.origins.map(change) },
  );
}

import type { StoredColumn, StoredResult } from '../storedResult.js';

export type Side = 'left' | 'right';

/** A column that both results have. */
export interface ColumnPair {
  /** The left one's name, with a number where it occurs twice. */
  readonly name: string;
  readonly left: StoredColumn;
  readonly right: StoredColumn;
}

/** A column that only one of two results has, or whose type differs: `left` and `right` are the types. */
export interface Mismatch {
  readonly name: string;
  readonly left?: string;
  readonly right?: string;
}

export interface MatchedColumns {
  /** In the order of the left result. */
  readonly shared: readonly ColumnPair[];
  readonly mismatches: readonly Mismatch[];
}

/**
 * Columns by their names, wherever they stand: first those that are the same letter by letter, then those
 * that differ in upper and lower case. Of several with one name the first belongs to the first.
 */
export function matchColumns(left: StoredResult, right: StoredResult): MatchedColumns {
  const partners = new Map<StoredColumn, StoredColumn>();
  const free = new Set(right.columns);
  for (const form of [(name: string) => name, (name: string) => name.toLowerCase()]) {
    const waiting = new Map<string, StoredColumn[]>();
    for (const column of free) {
      const key = form(column.name);
      waiting.set(key, [...(waiting.get(key) ?? []), column]);
    }
    for (const column of left.columns) {
      if (partners.has(column)) continue;
      const partner = waiting.get(form(column.name))?.shift();
      if (partner === undefined) continue;
      partners.set(column, partner);
      free.delete(partner);
    }
  }
  const shared: ColumnPair[] = [];
  const mismatches: Mismatch[] = [];
  const names = new Set<string>();
  for (const column of left.columns) {
    const { name, type } = column;
    const partner = partners.get(column);
    if (partner === undefined) {
      mismatches.push({ name, left: type });
      continue;
    }
    shared.push({ name: unused(name, names), left: column, right: partner });
    if (type.toLowerCase() !== partner.type.toLowerCase()) {
      mismatches.push({ name, left: type, right: partner.type });
    }
  }
  for (const { name, type } of free) mismatches.push({ name, right: type });
  return { shared, mismatches };
}

function unused(name: string, names: Set<string>): string {
  let free = name;
  for (let nth = 2; names.has(free); nth++) free = `${name} (${nth})`;
  names.add(free);
  return free;
}

import type { TableFile } from './capabilities.js';
import type { Snapshot } from './catalog.js';

/** What two snapshots of a table differ in. */
export interface SnapshotDifference {
  /** The parts of their summaries that are not the same, by their keys. */
  readonly summary: readonly {
    readonly key: string;
    readonly from?: string;
    readonly to?: string;
  }[];
  /** The files that only the later one has, and those that only the earlier one has. */
  readonly added: readonly TableFile[];
  readonly removed: readonly TableFile[];
}

/** `files` of the earlier and of the later one; without them only the summaries are compared. */
export function snapshotDifference(
  before: Snapshot,
  after: Snapshot,
  files: readonly [readonly TableFile[], readonly TableFile[]] | undefined,
): SnapshotDifference {
  const keys = [...new Set([...Object.keys(before.summary), ...Object.keys(after.summary)])].sort();
  const [was = [], is = []] = files ?? [];
  return {
    summary: keys.flatMap((key) => {
      const from = before.summary[key];
      const to = after.summary[key];
      if (from === to) return [];
      return [
        { key, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
      ];
    }),
    added: without(is, was),
    removed: without(was, is),
  };
}

/** A deletion vector is one of several in its file. */
function without(files: readonly TableFile[], others: readonly TableFile[]): readonly TableFile[] {
  const known = new Set(others.map(keyOf));
  return files.filter((file) => !known.has(keyOf(file)));
}

function keyOf({ location, content, rows, bytes }: TableFile): string {
  return JSON.stringify([location, content, String(rows), String(bytes)]);
}

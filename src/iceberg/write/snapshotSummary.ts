import type { FileContent } from '../manifest.js';
import type { WrittenFile } from './writtenFile.js';

/** What a snapshot says of itself: what it changed, and how much there is after it. */
export function toTotals(
  added: readonly WrittenFile[],
  removed: readonly WrittenFile[],
  after: readonly WrittenFile[],
): Readonly<Record<string, string>> {
  const counts = {
    'added-data-files': of('data', added).length,
    'deleted-data-files': of('data', removed).length,
    'added-records': rows(of('data', added)),
    'deleted-records': rows(of('data', removed)),
    'added-delete-files': deletes(added).length,
    'added-position-delete-files': of('position-deletes', added).length,
    'added-equality-delete-files': of('equality-deletes', added).length,
    'added-position-deletes': rows(of('position-deletes', added)),
    'added-equality-deletes': rows(of('equality-deletes', added)),
    'changed-partition-count': new Set(
      [...added, ...removed].map(({ partition }) => JSON.stringify(partition)),
    ).size,
  };
  const totals = {
    'total-records': rows(of('data', after)),
    'total-data-files': of('data', after).length,
    'total-delete-files': deletes(after).length,
    'total-position-deletes': rows(of('position-deletes', after)),
    'total-equality-deletes': rows(of('equality-deletes', after)),
    'total-files-size': after.reduce((sum, { bytes }) => sum + bytes, 0n),
  };
  // A count of nothing is left out, a total is not.
  const told = Object.entries(counts).filter(([, count]) => String(count) !== '0');
  return Object.fromEntries(
    [...told, ...Object.entries(totals)].map(([key, count]) => [key, String(count)]),
  );
}

function of(content: FileContent, files: readonly WrittenFile[]): readonly WrittenFile[] {
  return files.filter((file) => file.content === content);
}

function deletes(files: readonly WrittenFile[]): readonly WrittenFile[] {
  return files.filter(({ content }) => content !== 'data');
}

function rows(files: readonly WrittenFile[]): bigint {
  return files.reduce((sum, file) => sum + file.rows, 0n);
}

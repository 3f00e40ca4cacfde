import type { FileCounts } from '../../catalog/catalog.js';

/** All together. Where one does not say how many there are, nobody knows how many there are of all. */
export function sumOfFiles(counts: readonly FileCounts[]): FileCounts {
  const total = counts.every((count) => count.total !== undefined)
    ? { total: counts.reduce((sum, count) => sum + (count.total ?? 0), 0) }
    : {};
  return {
    read: counts.reduce((sum, { read }) => sum + read, 0),
    ...total,
    bytes: counts.reduce((sum, { bytes }) => sum + bytes, 0n),
  };
}

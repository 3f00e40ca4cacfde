import type { TableFile } from './capabilities.js';

/** Files of about one size. */
export interface SizeBucket {
  /** In bytes: those of at least so many, and of fewer than `below`. */
  readonly from: bigint;
  /** Missing for the last bucket. */
  readonly below?: bigint;
  /** The largest first. */
  readonly files: readonly TableFile[];
  readonly bytes: bigint;
}

export interface FileSizes {
  readonly count: number;
  readonly bytes: bigint;
  /** Of the data files, the lower one of the two in the middle; 0 where there are none. */
  readonly median: bigint;
  /** How many of the data files are smaller than `smallFile`, and how many there are. */
  readonly small: number;
  readonly data: number;
  /** From the smallest to the largest, from the first to the last that has files. */
  readonly buckets: readonly SizeBucket[];
}

/** Reading many files that are smaller costs more than reading their rows: compaction would join them. */
export const smallFile = 32_000_000n;

const edges = [0n, 1_000_000n, 8_000_000n, smallFile, 128_000_000n, 512_000_000n, 1_000_000_000n];

/** How large the files of a table are. */
export function fileSizes(files: readonly TableFile[]): FileSizes {
  const sorted = [...files].sort((a, b) => Number(b.bytes - a.bytes));
  const data = sorted.filter(({ content }) => content === 'data');
  const buckets = edges.map((from, index) => {
    const below = edges[index + 1];
    const inside = sorted.filter(
      ({ bytes }) => bytes >= from && (below === undefined || bytes < below),
    );
    return { from, ...(below === undefined ? {} : { below }), files: inside, bytes: sum(inside) };
  });
  const filled = buckets.map(({ files: { length } }) => length > 0);
  return {
    count: files.length,
    bytes: sum(files),
    median: data.at(Math.floor(data.length / 2))?.bytes ?? 0n,
    small: data.filter(({ bytes }) => bytes < smallFile).length,
    data: data.length,
    buckets: buckets.slice(Math.max(0, filled.indexOf(true)), filled.lastIndexOf(true) + 1),
  };
}

function sum(files: readonly TableFile[]): bigint {
  return files.reduce((total, { bytes }) => total + bytes, 0n);
}

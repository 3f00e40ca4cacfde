import { mapParallel } from '../util/mapParallel.js';
import type { FileIO } from './fileIO.js';
import { IcebergError } from './icebergError.js';

/** How many files are looked at, or read, at the same time. */
export const parallelFiles = 32;

/**
 * Looks at the files of a plan before DuckDB does, so that the message can name the one that is
 * gone or cut off.
 */
export async function checkFiles(
  io: FileIO,
  files: readonly { readonly location: string; readonly bytes: bigint }[],
  signal: AbortSignal,
): Promise<void> {
  await mapParallel(files, parallelFiles, async ({ location, bytes }) => {
    const size = await io.size(location, signal);
    if (size === undefined) {
      throw new IcebergError('not-found', location, 'a data file of the table is missing');
    }
    checkWhole(location, size, bytes);
  });
}

/** Refuses a file that is shorter than those who name it say. */
export function checkWhole(location: string, size: number, expected: bigint): void {
  if (BigInt(size) < expected) {
    const what = `the file is cut off: it has ${size} of ${expected} bytes`;
    throw new IcebergError('malformed', location, what);
  }
}

import { isAbsolute, relative } from 'node:path';
import type { FileIO } from './fileIO.js';
import { IcebergError } from './icebergError.js';

/**
 * The files below a folder and no others, whatever leads out of it: an absolute location in a
 * table's metadata, `..`, a link, another scheme. A lakehouse may come from anyone, and must not be
 * a way to read the rest of the disk. What lies outside is refused with its name as `access-denied`.
 */
export function contained(root: string, io: FileIO): FileIO {
  let real: string | undefined;
  const inside = async (location: string, signal: AbortSignal): Promise<string> => {
    real ??= await io.realPath(root, signal);
    const way = relative(real, await io.realPath(location, signal));
    if (way.split(/[\\/]/)[0] === '..' || isAbsolute(way)) {
      throw new IcebergError('access-denied', location, `it lies outside of ${root}`);
    }
    return location;
  };
  return {
    read: async (location, signal) => io.read(await inside(location, signal), signal),
    readRange: async (location, start, end, signal) =>
      io.readRange(await inside(location, signal), start, end, signal),
    list: async (location, signal, most) => io.list(await inside(location, signal), signal, most),
    size: async (location, signal) => io.size(await inside(location, signal), signal),
    realPath: async (location, signal) => io.realPath(await inside(location, signal), signal),
  };
}

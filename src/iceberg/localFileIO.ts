import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, normalize } from 'node:path';
import type { FileEntry, FileIO } from './fileIO.js';
import { IcebergError } from './icebergError.js';
import { toLocalPath } from './location.js';

/** The disk of this machine. */
export const localFileIO: FileIO = {
  async read(location, signal) {
    return guarded(location, (path) => readFile(path, { signal }));
  },

  async readRange(location, start, end, signal) {
    signal.throwIfAborted();
    return guarded(location, async (path) => {
      const file = await open(path);
      try {
        const { size } = await file.stat();
        const buffer = new Uint8Array(Math.max(0, Math.min(end, size) - start));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    });
  },

  async list(location, signal) {
    signal.throwIfAborted();
    return guarded(location, async (path) => {
      const entries = await readdir(path, { withFileTypes: true });
      const listed = await Promise.all(
        entries.map(async (entry): Promise<FileEntry> => {
          const isFolder =
            entry.isDirectory() ||
            (entry.isSymbolicLink() && (await isDirectory(`${path}/${entry.name}`)));
          return { name: entry.name, kind: isFolder ? 'folder' : 'file' };
        }),
      );
      return listed.sort((a, b) => (a.name < b.name ? -1 : 1));
    });
  },

  async size(location, signal) {
    signal.throwIfAborted();
    const path = toPath(location);
    if (path === undefined) return undefined;
    return stat(path).then(
      (found) => (found.isFile() ? found.size : undefined),
      () => undefined,
    );
  },

  async realPath(location, signal) {
    signal.throwIfAborted();
    return guarded(location, realPathOf);
  },
};

/** As DuckDB takes it as well: `..` is taken out before any link is followed. */
function toPath(location: string): string | undefined {
  const path = toLocalPath(location);
  return path === undefined ? undefined : normalize(path);
}

async function realPathOf(path: string): Promise<string> {
  const parent = dirname(path);
  try {
    return await realpath(path);
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (!isMissing || parent === path) throw cause;
    return join(await realPathOf(parent), basename(path));
  }
}

/** Where a link leads nowhere it is listed as a file, and reading it says what is wrong. */
function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function guarded<T>(location: string, run: (path: string) => Promise<T>): Promise<T> {
  const path = toPath(location);
  if (path === undefined) {
    throw new IcebergError('unsupported', location, 'not a location on this machine');
  }
  try {
    return await run(path);
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'AbortError') throw cause;
    throw toIcebergError(location, cause);
  }
}

function toIcebergError(location: string, cause: unknown): IcebergError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new IcebergError('not-found', location, 'no such file or folder', { cause });
    case 'EACCES':
    case 'EPERM':
      return new IcebergError('access-denied', location, 'no permission to read', { cause });
    default:
      return new IcebergError('unavailable', location, String(cause), { cause });
  }
}

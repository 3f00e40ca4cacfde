import { CatalogError } from '../../catalog/catalog.js';
import type { FileIO } from '../../iceberg/fileIO.js';
import { IcebergError } from '../../iceberg/icebergError.js';
import { mostListed } from '../budget.js';
import type { PlainFile } from './plainTable.js';

/** A folder with files of a table. */
export interface PlainFolder {
  readonly location: string;
  /** The values of the partition keys. */
  readonly values: PlainFile['values'];
}

/** So deep may files lie in folders of folders. */
const mostDepth = 4;

/**
 * The files of some folders, in their order. What begins with `_` or `.` is none of the table, nor is an empty
 * file; a folder that is not there has none.
 */
export async function* filesIn(
  io: FileIO,
  folders: AsyncIterable<PlainFolder> | Iterable<PlainFolder>,
  signal: AbortSignal,
): AsyncGenerator<PlainFile, void> {
  for await (const { location, values } of folders) yield* within(io, location, values, 0, signal);
}

/** A service says of a bucket that there is none; a folder without files is no failure of it. */
function isSaid({ cause }: IcebergError): boolean {
  return cause instanceof CatalogError;
}

async function* within(
  io: FileIO,
  folder: string,
  values: PlainFile['values'],
  depth: number,
  signal: AbortSignal,
): AsyncGenerator<PlainFile, void> {
  const entries = await io.list(folder, signal).catch((error: unknown) => {
    if (error instanceof IcebergError && error.code === 'not-found' && !isSaid(error)) return [];
    throw error;
  });
  const start = folder.replace(/\/+$/, '');
  const named = entries.filter(({ name }) => name !== '' && !/^[._]/.test(name));
  for (const { name, kind } of named) {
    const location = `${start}/${name}`;
    if (kind === 'folder') {
      if (depth < mostDepth) yield* within(io, location, values, depth + 1, signal);
      continue;
    }
    const bytes = (await io.size(location, signal)) ?? 0;
    if (bytes > 0) yield { location, bytes, values };
  }
  if (entries.length >= mostListed) {
    const what = `only the first ${entries.length} files of the folder were looked at`;
    throw new CatalogError('limit', `${folder}: ${what}; a query finds the others`);
  }
}

import type { FileIO } from './fileIO.js';
import { decodeMetadata, parseMetadata, type TableMetadata } from './metadata.js';

/** The metadata file of a table. Fails in `IcebergError`, with the file's name. */
export async function readMetadata(
  io: FileIO,
  file: string,
  signal: AbortSignal,
): Promise<TableMetadata> {
  return parseMetadata(decodeMetadata(await io.read(file, signal), file), file);
}

import type { FileIO } from '../iceberg/fileIO.js';
import { readMetadata } from '../iceberg/readMetadata.js';
import { CatalogError, type Table } from './catalog.js';
import type { IcebergTable } from './icebergDetails.js';
import { toIcebergTable } from './icebergTable.js';
import { inCatalogWords } from './inCatalogWords.js';

/** The Iceberg table whose metadata file a service names. */
export function icebergAt(
  io: FileIO,
  location: string,
  signal: AbortSignal,
): Promise<IcebergTable> {
  return inCatalogWords(async () => {
    const metadata = await readMetadata(io, location, signal);
    return { metadata, folder: metadata.location, io };
  });
}

/**
 * What a service says of a table, and what the table's own metadata say where it has some. Who may not
 * read the files still sees what the service says.
 */
export async function withMetadata(io: FileIO, table: Table, signal: AbortSignal): Promise<Table> {
  if (table.metadataLocation === undefined) return table;
  try {
    const { metadata } = await icebergAt(io, table.metadataLocation, signal);
    const own = toIcebergTable(metadata);
    const { comment = own.comment, tags = {} } = table;
    const all = { ...own.tags, ...tags };
    return {
      ...table,
      ...own,
      // Engines copy theirs to the service, where it may have been changed since.
      ...(comment === undefined ? {} : { comment }),
      ...(Object.keys(all).length === 0 ? {} : { tags: all }),
    };
  } catch (error) {
    if (!(error instanceof CatalogError) || error.code !== 'access-denied') throw error;
    return { ...table, incomplete: error };
  }
}

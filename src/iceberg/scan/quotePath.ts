import { posix } from 'node:path';
import { quoteText } from '../../util/quote.js';
import { IcebergError } from '../icebergError.js';
import { toLocalPath } from '../location.js';

/** The path of a file as DuckDB gives it back, too. Throws `unsupported` for one that is not on this machine. */
export function toDuckDbPath(location: string): string {
  const path = toLocalPath(location);
  if (path === undefined) throw new IcebergError('unsupported', location, 'not a local file');
  // DuckDB itself would take out doubled slashes in some paths and leave them in others.
  return posix.normalize(path);
}

/**
 * A path as DuckDB's file functions take it: a text literal in which `*`, `?` and `[` are
 * themselves, not patterns that match other files too.
 */
export function quotePath(location: string): string {
  return quoteText(toDuckDbPath(location).replace(/[[*?]/g, '[$&]'));
}

/** A list of files as DuckDB's file functions take it. */
export function quotePaths(locations: readonly string[]): string {
  return `[${locations.map(quotePath).join(', ')}]`;
}

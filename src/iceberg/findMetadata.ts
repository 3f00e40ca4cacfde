import type { FileEntry, FileIO } from './fileIO.js';
import { IcebergError } from './icebergError.js';

/**
 * The current metadata file of the table or view in `folder`: Hadoop's layout names it by number
 * (`version-hint.text` says from which on), a catalog's layout by a counter before a UUID. The
 * hint may be old, since a writer puts it after the metadata: the newest file wins.
 */
export async function findMetadata(
  io: FileIO,
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  const metadata = `${folder}/metadata`;
  const newest = newestMetadata(await io.list(metadata, signal));
  if (newest === undefined) {
    throw new IcebergError('not-found', metadata, 'there is no *.metadata.json');
  }
  return `${metadata}/${newest}`;
}

/** Which of a `metadata` folder's files is the newest, `undefined` where there is none. */
export function newestMetadata(entries: readonly FileEntry[]): string | undefined {
  const versions = entries
    .filter(({ kind, name }) => kind === 'file' && isMetadataFile(name))
    .map(({ name }) => ({ name, version: versionOf(name) }))
    .sort((a, b) => a.version - b.version || (a.name < b.name ? -1 : 1));
  return versions.at(-1)?.name;
}

/** `v3.metadata.json`, `v3.gz.metadata.json`, `v3.metadata.json.gz`, `00003-<uuid>.metadata.json`. */
function isMetadataFile(name: string): boolean {
  return /\.metadata\.json(\.gz)?$/.test(name) && !name.startsWith('.');
}

function versionOf(name: string): number {
  const digits = /^v?(\d+)/.exec(name)?.[1];
  return digits === undefined ? -1 : Number(digits);
}

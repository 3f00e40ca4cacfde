import type { FileEntry, FileIO } from '../../iceberg/fileIO.js';
import { IcebergError } from '../../iceberg/icebergError.js';
import { baseName } from '../../iceberg/location.js';
import { decodeMetadata } from '../../iceberg/metadata.js';
import { newestMetadata } from '../../iceberg/findMetadata.js';
import { isViewMetadata } from '../../iceberg/view.js';
import type { TableFormat } from '../catalog.js';

/** A format whose tables are nothing but their files. */
export type FileFormat = Extract<TableFormat, 'parquet' | 'csv' | 'json'>;

/** What a folder of a local lakehouse is. */
export type FolderKind =
  | { readonly kind: 'table'; readonly format: 'iceberg' | 'delta' | FileFormat }
  | { readonly kind: 'view' }
  | { readonly kind: 'namespace' }
  /** A folder of something else, such as programs or pictures. */
  | { readonly kind: 'other' };

/** Tells what `folder` is from the names in it, and from an Iceberg metadata file where they do not say. */
export async function classifyFolder(
  io: FileIO,
  folder: string,
  signal: AbortSignal,
  depth = 0,
): Promise<FolderKind> {
  const entries = (await io.list(folder, signal)).filter(isVisible);
  const has = (name: string): boolean => entries.some((entry) => entry.name === name);
  if (has('_delta_log')) return { kind: 'table', format: 'delta' };
  if (has('metadata')) {
    const iceberg = await classifyMetadata(io, `${folder}/metadata`, signal);
    if (iceberg !== undefined) return iceberg;
  }
  const format = await findFormat(io, folder, entries, signal);
  if (format !== undefined) return { kind: 'table', format };
  const isNamespace = await holdsTables(io, folder, entries, signal, depth);
  return { kind: isNamespace ? 'namespace' : 'other' };
}

/** A file of a table that is nothing but files. */
export interface PlainFile {
  readonly location: string;
  readonly bytes: number;
}

/**
 * The data files of a table that is nothing but files, those in `key=value` folders as well. Empty
 * ones are left out where a format allows of them. Throws `malformed` where the files do not make one
 * table: left out without a word, they would be missed.
 */
export async function listDataFiles(
  io: FileIO,
  folder: string,
  format: FileFormat,
  signal: AbortSignal,
): Promise<readonly PlainFile[]> {
  const locations = (await listTree(io, folder, signal)).filter((location) => {
    const found = formatOf(baseName(location));
    if (found !== undefined && found !== format) {
      throw new IcebergError('malformed', location, `${found} in a folder of ${format} files`);
    }
    return found !== undefined;
  });
  const sized = await Promise.all(
    locations.map(async (location) => {
      return { location, bytes: (await io.size(location, signal)) ?? 0 };
    }),
  );
  // No writer leaves an empty Parquet file unless it has failed, which reading it tells.
  const files = sized.filter(({ bytes }) => bytes > 0 || format === 'parquet');
  if (files.length === 0) {
    throw new IcebergError('malformed', folder, 'no columns: all its files are empty');
  }
  return files;
}

async function listTree(
  io: FileIO,
  folder: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const locations: string[] = [];
  for (const { name, kind } of (await io.list(folder, signal)).filter(isVisible)) {
    const location = `${folder}/${name}`;
    if (kind === 'file') locations.push(location);
    else if (isPartition(name)) locations.push(...(await listTree(io, location, signal)));
  }
  return locations;
}

/** A name that begins with `.` or `_` is a writer's own, by Hadoop's convention. `_delta_log` tells Delta. */
function isVisible({ name }: FileEntry): boolean {
  return !/^[._]/.test(name) || name === '_delta_log';
}

async function classifyMetadata(
  io: FileIO,
  metadata: string,
  signal: AbortSignal,
): Promise<FolderKind | undefined> {
  const entries = await io.list(metadata, signal).catch(() => []);
  const newest = newestMetadata(entries);
  if (newest === undefined) return undefined;
  // Views have no manifests; only where there are none must the file itself be looked at.
  if (!entries.some(({ name }) => name.endsWith('.avro'))) {
    const file = `${metadata}/${newest}`;
    const text = await io
      .read(file, signal)
      .then((bytes) => decodeMetadata(bytes, file))
      .catch(() => '');
    if (isViewMetadata(text)) return { kind: 'view' };
  }
  return { kind: 'table', format: 'iceberg' };
}

async function findFormat(
  io: FileIO,
  folder: string,
  entries: readonly FileEntry[],
  signal: AbortSignal,
): Promise<FileFormat | undefined> {
  for (const { name, kind } of entries) {
    const format = kind === 'file' ? formatOf(name) : undefined;
    if (format !== undefined) return format;
  }
  const folders = entries.filter(({ kind }) => kind === 'folder');
  // A namespace may have a table with a `=` in its name; a partitioned table has nothing else.
  if (!folders.every(({ name }) => isPartition(name))) return undefined;
  for (const { name } of folders) {
    const inner = `${folder}/${name}`;
    const found = await findFormat(
      io,
      inner,
      (await io.list(inner, signal)).filter(isVisible),
      signal,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * A namespace is an empty folder, or one with a table or a namespace in it. A folder that holds
 * nothing but programs or papers is not shown. The first table found ends the search.
 */
async function holdsTables(
  io: FileIO,
  folder: string,
  entries: readonly FileEntry[],
  signal: AbortSignal,
  depth: number,
): Promise<boolean> {
  if (entries.length === 0) return true;
  if (depth >= deepest) return false;
  for (const { name, kind } of entries) {
    if (kind !== 'folder') continue;
    const inner = await classifyFolder(io, `${folder}/${name}`, signal, depth + 1);
    if (inner.kind !== 'other') return true;
  }
  return false;
}

/** How far down a namespace is looked for; a link that leads back to its own folder ends here. */
const deepest = 6;

/** `day=2026-01-01`: a column's name, and its value. */
function isPartition(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_ .-]*=/u.test(name);
}

function formatOf(name: string): FileFormat | undefined {
  const extension = /\.(parquet|csv|tsv|json|jsonl|ndjson)(\.gz|\.zst)?$/i.exec(name)?.[1];
  switch (extension?.toLowerCase() ?? '') {
    case 'parquet':
      return 'parquet';
    case 'csv':
    case 'tsv':
      return 'csv';
    case 'json':
    case 'jsonl':
    case 'ndjson':
      return 'json';
    default:
      return undefined;
  }
}

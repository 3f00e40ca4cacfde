import type { Predicate } from '../util/predicate.js';
import { mapParallel } from '../util/mapParallel.js';
import { applicableDeletes, filePathId } from './deleteScope.js';
import type { FileIO } from './fileIO.js';
import { IcebergError } from './icebergError.js';
import { type Relocation, relocation } from './location.js';
import type { ManifestEntry, ManifestFile } from './manifest.js';
import type { TableMetadata } from './metadata.js';
import { listManifests, parallelManifests, readManifest } from './readManifests.js';
import { ScanFilter } from './prune/scanFilter.js';
import { resolveVersion, type ScanVersion } from './scanVersion.js';
import type { Schema } from './schema.js';

/** A file of a scan: where the table says it is, and where it is read. */
export interface ScanFile extends Omit<
  ManifestEntry,
  'content' | 'format' | 'manifest' | 'metrics'
> {
  readonly recorded: string;
  /** Where it is read. */
  readonly location: string;
}

/** What is asked of a table. */
export interface ScanRequest {
  readonly metadata: TableMetadata;
  /** Where the table lies now. */
  readonly folder: string;
  readonly version: ScanVersion;
  /** Files that can not have a row for which it is true are left out. */
  readonly filter?: Predicate | undefined;
}

/** All that is needed to read the rows of one snapshot. */
export interface ScanPlan {
  /** The columns as they are to come out; a file may have them under other names or not at all. */
  readonly schema: Schema;
  readonly dataFiles: readonly ScanFile[];
  /** Those that may hold for one of the data files. */
  readonly positionDeletes: readonly ScanFile[];
  readonly equalityDeletes: readonly ScanFile[];
  /** Each is a part of a Puffin file, and holds for one data file. */
  readonly deletionVectors: readonly ScanFile[];
  /** Of the whole snapshot: what was left out counts too. Missing where the manifests do not say. */
  readonly counts: { readonly dataFiles?: number };
}

/**
 * Reads the manifests of a snapshot, as many as the filter leaves. What can not be read whole is
 * refused with the file's name; whether the data files are there is not looked at here.
 */
export async function planScan(
  io: FileIO,
  { metadata, folder, version, filter }: ScanRequest,
  signal: AbortSignal,
): Promise<ScanPlan> {
  const { snapshot, schema } = resolveVersion(metadata, version);
  if (snapshot === undefined) {
    return { ...noFiles, schema, counts: { dataFiles: 0 } };
  }
  const relocate = relocation(metadata.location, folder);
  const scanFilter = new ScanFilter(filter ?? { kind: 'anything' }, schema, metadata.specs);
  const manifests = await listManifests(io, metadata, snapshot, relocate, signal);
  const readAll = async (
    content: ManifestFile['content'],
    fieldIds: ReadonlySet<number>,
  ): Promise<ReadManifests> => {
    const all = manifests.filter((manifest) => manifest.content === content);
    const kept = all.filter((manifest) => scanFilter.mayHoldManifest(manifest));
    const entries = await mapParallel(kept, parallelManifests, (manifest) =>
      readManifest(io, relocate(manifest.location), { manifest, metadata, fieldIds }, signal),
    );
    return { all, isWhole: kept.length === all.length, entries: entries.flat() };
  };
  const data = await readAll('data', scanFilter.fieldIds);
  const dataFiles = data.entries.filter((entry) => scanFilter.mayHoldFile(entry));
  const total = data.isWhole ? data.entries.length : sumOfFiles(data.all);
  const deletes =
    dataFiles.length === 0
      ? []
      : applicableDeletes(
          (await readAll('deletes', new Set([filePathId]))).entries,
          dataFiles,
          metadata.specs,
        );
  return toScanPlan(schema, { dataFiles, deletes, total }, relocate);
}

/** A plan of these entries. Throws `unsupported` with the name of a file that can not be read. */
export function toScanPlan(
  schema: Schema,
  {
    dataFiles,
    deletes,
    total,
  }: {
    readonly dataFiles: readonly ManifestEntry[];
    readonly deletes: readonly ManifestEntry[];
    readonly total: number | undefined;
  },
  relocate: Relocation,
): ScanPlan {
  for (const entry of [...dataFiles, ...deletes]) checkReadable(entry);
  const toScanFile = (entry: ManifestEntry): ScanFile => ({
    ...entry,
    recorded: entry.location,
    location: relocate(entry.location),
  });
  const [vectors, files] = [deletes.filter(isVector), deletes.filter((entry) => !isVector(entry))];
  const ofContent = (wanted: ManifestEntry['content']): readonly ScanFile[] =>
    files.filter(({ content }) => content === wanted).map(toScanFile);
  return {
    schema,
    dataFiles: dataFiles.map(toScanFile),
    positionDeletes: ofContent('position-deletes'),
    equalityDeletes: ofContent('equality-deletes'),
    deletionVectors: vectors.map(toScanFile),
    counts: total === undefined ? {} : { dataFiles: total },
  };
}

interface ReadManifests {
  /** Those of the snapshot. */
  readonly all: readonly ManifestFile[];
  /** Whether all of them were read. */
  readonly isWhole: boolean;
  readonly entries: readonly ManifestEntry[];
}

/** How many files manifests name; `undefined` where not all say. */
export function sumOfFiles(manifests: readonly ManifestFile[]): number | undefined {
  return manifests.reduce<number | undefined>(
    (sum, { files }) => (sum === undefined || files === undefined ? undefined : sum + files),
    0,
  );
}

const noFiles = { dataFiles: [], positionDeletes: [], equalityDeletes: [], deletionVectors: [] };

function isVector({ content, format }: ManifestEntry): boolean {
  return content === 'position-deletes' && format === 'puffin';
}

function checkReadable(entry: ManifestEntry): void {
  const { format, location, isEncrypted } = entry;
  if (isEncrypted === true) {
    throw new IcebergError('unsupported', location, 'an encrypted file is not supported');
  }
  if (format !== 'parquet' && !isVector(entry)) {
    throw new IcebergError('unsupported', location, `a file of format ${format} is not supported`);
  }
}

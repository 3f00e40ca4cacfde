import { mapParallel } from '../util/mapParallel.js';
import type { FileIO } from './fileIO.js';
import { relocation } from './location.js';
import type { ManifestEntry } from './manifest.js';
import type { TableMetadata } from './metadata.js';
import { listManifests, parallelManifests, readManifest } from './readManifests.js';
import { resolveVersion, type ScanVersion } from './scanVersion.js';

/**
 * Every file of a state of a table, data and deletes, as its manifests name them: also those that can
 * not be read here. `folder` is where the table lies now.
 */
export async function listFiles(
  io: FileIO,
  {
    metadata,
    folder,
    version,
  }: { readonly metadata: TableMetadata; readonly folder: string; readonly version: ScanVersion },
  signal: AbortSignal,
): Promise<readonly ManifestEntry[]> {
  const { snapshot } = resolveVersion(metadata, version);
  if (snapshot === undefined) return [];
  const relocate = relocation(metadata.location, folder);
  const manifests = await listManifests(io, metadata, snapshot, relocate, signal);
  const entries = await mapParallel(manifests, parallelManifests, (manifest) =>
    readManifest(
      io,
      relocate(manifest.location),
      { manifest, metadata, fieldIds: new Set() },
      signal,
    ),
  );
  return entries.flat().map((entry) => ({ ...entry, location: relocate(entry.location) }));
}

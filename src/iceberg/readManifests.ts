import { setImmediate } from 'node:timers/promises';
import { checkWhole } from './checkFiles.js';
import type { FileIO } from './fileIO.js';
import { IcebergError } from './icebergError.js';
import type { Relocation } from './location.js';
import {
  type ManifestEntry,
  type ManifestFile,
  parseManifest,
  parseManifestList,
} from './manifest.js';
import type { TableMetadata, TableSnapshot } from './metadata.js';

/** Each manifest is held in memory while it is read. */
export const parallelManifests = 8;

/** The manifests of a snapshot, as its manifest list names them. */
export async function listManifests(
  io: FileIO,
  metadata: TableMetadata,
  { manifests, keyId }: TableSnapshot,
  relocate: Relocation,
  signal: AbortSignal,
): Promise<readonly ManifestFile[]> {
  switch (manifests.kind) {
    case 'list': {
      const location = relocate(manifests.location);
      if (keyId !== undefined) {
        throw new IcebergError(
          'unsupported',
          location,
          'an encrypted manifest list is not supported',
        );
      }
      return parseManifestList(await io.read(location, signal), location);
    }
    case 'inline':
      return manifests.locations.map((location) => ({
        location,
        bytes: 0n,
        content: 'data',
        specId: metadata.defaultSpecId,
        sequenceNumber: 0n,
      }));
  }
}

interface ManifestReading {
  readonly manifest: ManifestFile;
  readonly metadata: TableMetadata;
  /** The columns whose metrics are read. */
  readonly fieldIds: ReadonlySet<number>;
}

/** The live entries of a manifest. */
export async function readManifest(
  io: FileIO,
  location: string,
  { manifest, metadata, fieldIds }: ManifestReading,
  signal: AbortSignal,
): Promise<readonly ManifestEntry[]> {
  const bytes = await io.read(location, signal);
  checkWhole(location, bytes.length, manifest.bytes);
  // Decoding takes the thread for as long as it lasts; between manifests others have their turn.
  await setImmediate();
  signal.throwIfAborted();
  const spec = metadata.specs.find(({ id }) => id === manifest.specId);
  return parseManifest(bytes, location, manifest, spec, fieldIds);
}

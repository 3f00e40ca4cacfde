import { mapParallel } from '../util/mapParallel.js';
import { applicableDeletes, filePathId } from './deleteScope.js';
import type { FileIO } from './fileIO.js';
import { type Relocation, relocation } from './location.js';
import type { ManifestEntry, ManifestFile } from './manifest.js';
import type { TableMetadata, TableSnapshot } from './metadata.js';
import { listManifests, parallelManifests, readManifest } from './readManifests.js';
import { type ScanPlan, sumOfFiles, toScanPlan } from './scanPlan.js';
import { resolveVersion, type ScanVersion } from './scanVersion.js';
import type { Schema } from './schema.js';

/**
 * The data files of a state of a table, one after the other, for whoever wants a few of them only: a
 * manifest is read when its turn comes, and those of deletes that can hold for the files that are taken.
 */
export class FirstFiles {
  readonly schema: Schema;
  readonly #io: FileIO;
  readonly #metadata: TableMetadata;
  readonly #snapshot: TableSnapshot | undefined;
  readonly #relocate: Relocation;
  readonly #deletes = new Map<ManifestFile, readonly ManifestEntry[]>();
  #manifests: readonly ManifestFile[] | undefined;

  constructor(
    io: FileIO,
    table: {
      readonly metadata: TableMetadata;
      /** Where it lies now. */
      readonly folder: string;
      readonly version: ScanVersion;
    },
  ) {
    const { metadata, folder, version } = table;
    const { snapshot, schema } = resolveVersion(metadata, version);
    this.schema = schema;
    this.#io = io;
    this.#metadata = metadata;
    this.#snapshot = snapshot;
    this.#relocate = relocation(metadata.location, folder);
  }

  /** Files with rows, in the order of the manifests, which is mostly the newest first. */
  async *dataFiles(signal: AbortSignal): AsyncGenerator<ManifestEntry, void> {
    for (const manifest of await this.#list(signal)) {
      if (manifest.content !== 'data') continue;
      for (const entry of await this.#read(manifest, new Set(), signal)) {
        if (entry.rows > 0n) yield entry;
      }
    }
  }

  /** What is needed to read some of them. */
  async plan(dataFiles: readonly ManifestEntry[], signal: AbortSignal): Promise<ScanPlan> {
    const manifests = await this.#list(signal);
    const since = dataFiles.reduce<bigint | undefined>(
      (least, { sequenceNumber: own }) => (least === undefined || own < least ? own : least),
      undefined,
    );
    // No entry is newer than its manifest, and older deletes hold for none of the files.
    const ofDeletes = manifests.filter(
      ({ content, sequenceNumber }) =>
        content === 'deletes' && since !== undefined && sequenceNumber >= since,
    );
    const entries = await mapParallel(ofDeletes, parallelManifests, async (manifest) => {
      const read = this.#deletes.get(manifest);
      const found = read ?? (await this.#read(manifest, new Set([filePathId]), signal));
      this.#deletes.set(manifest, found);
      return found;
    });
    const deletes = applicableDeletes(entries.flat(), dataFiles, this.#metadata.specs);
    const total = sumOfFiles(manifests.filter(({ content }) => content === 'data'));
    return toScanPlan(this.schema, { dataFiles, deletes, total }, this.#relocate);
  }

  async #list(signal: AbortSignal): Promise<readonly ManifestFile[]> {
    this.#manifests ??=
      this.#snapshot === undefined
        ? []
        : await listManifests(this.#io, this.#metadata, this.#snapshot, this.#relocate, signal);
    return this.#manifests;
  }

  #read(
    manifest: ManifestFile,
    fieldIds: ReadonlySet<number>,
    signal: AbortSignal,
  ): Promise<readonly ManifestEntry[]> {
    const reading = { manifest, metadata: this.#metadata, fieldIds };
    return readManifest(this.#io, this.#relocate(manifest.location), reading, signal);
  }
}

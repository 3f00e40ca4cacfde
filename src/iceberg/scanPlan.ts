import type { Predicate } from '../util/predicate.js';
import type { FileIO } from './fileIO.js';
import { IcebergError } from './icebergError.js';
import { type Relocation, relocation } from './location.js';
import {
  type ManifestEntry,
  type ManifestFile,
  parseManifest,
  parseManifestList,
} from './manifest.js';
import type { TableMetadata, TableSnapshot } from './metadata.js';
import type { Schema } from './schema.js';

/** A file of a scan: where the table says it is, and where it is read. */
export interface ScanFile extends Omit<ManifestEntry, 'content' | 'format' | 'manifest'> {
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
  readonly positionDeletes: readonly ScanFile[];
  /** Of the whole snapshot: what was left out counts too. Missing where the manifests do not say. */
  readonly counts: { readonly dataFiles?: number };
}

/** Which state is meant: the current one, a snapshot, or a branch or tag. */
export type ScanVersion =
  | { readonly kind: 'current' }
  | { readonly kind: 'snapshot'; readonly id: bigint }
  | { readonly kind: 'ref'; readonly name: string };

/**
 * Reads the manifests of a snapshot. What can not be read whole is refused with the file's name, and
 * a data file that is gone is `not-found`.
 */
export async function planScan(
  io: FileIO,
  { metadata, folder, version }: ScanRequest,
  signal: AbortSignal,
): Promise<ScanPlan> {
  const { snapshot, schema } = resolveVersion(metadata, version);
  if (metadata.formatVersion === 3) {
    throw new IcebergError('unsupported', metadata.file, 'rows of Iceberg format version 3');
  }
  checkNestedFields(metadata, schema);
  if (snapshot === undefined) {
    return { schema, dataFiles: [], positionDeletes: [], counts: { dataFiles: 0 } };
  }
  const relocate = relocation(metadata.location, folder);
  const entries: ManifestEntry[] = [];
  for (const manifest of await listManifests(io, metadata, snapshot, relocate, signal)) {
    const location = relocate(manifest.location);
    const bytes = await io.read(location, signal);
    checkWhole(location, bytes.length, manifest.bytes);
    entries.push(...parseManifest(bytes, location, manifest));
  }
  for (const entry of entries) checkReadable(entry);
  const files = (content: ManifestEntry['content']): ScanFile[] =>
    entries
      .filter((entry) => entry.content === content)
      .map((entry) => ({
        ...entry,
        recorded: entry.location,
        location: relocate(entry.location),
      }));
  const dataFiles = files('data');
  const plan = {
    schema,
    dataFiles,
    positionDeletes: files('position-deletes'),
    counts: { dataFiles: dataFiles.length },
  };
  await checkPresent(io, [...plan.dataFiles, ...plan.positionDeletes], signal);
  return plan;
}

/**
 * The snapshot that is meant and the schema to read it by: a branch is read by the table's current
 * schema, a snapshot or a tag by the one it was written with (the specification, "Reading").
 */
function resolveVersion(
  metadata: TableMetadata,
  version: ScanVersion,
): { readonly snapshot: TableSnapshot | undefined; readonly schema: Schema } {
  switch (version.kind) {
    case 'current':
      return {
        snapshot: metadata.snapshots.find(({ id }) => id === metadata.currentSnapshotId),
        schema: schemaOf(metadata, metadata.currentSchemaId),
      };
    case 'snapshot': {
      const snapshot = snapshotOf(metadata, version.id);
      return {
        snapshot,
        schema: schemaOf(metadata, snapshot.schemaId ?? metadata.currentSchemaId),
      };
    }
    case 'ref': {
      const ref = metadata.refs.find(({ name }) => name === version.name);
      if (ref === undefined) {
        throw new IcebergError('not-found', metadata.file, `no branch or tag "${version.name}"`);
      }
      const snapshot = snapshotOf(metadata, ref.snapshotId);
      const schemaId = ref.kind === 'tag' ? snapshot.schemaId : undefined;
      return { snapshot, schema: schemaOf(metadata, schemaId ?? metadata.currentSchemaId) };
    }
  }
}

function snapshotOf(metadata: TableMetadata, id: bigint): TableSnapshot {
  const snapshot = metadata.snapshots.find((candidate) => candidate.id === id);
  if (snapshot === undefined) {
    throw new IcebergError('not-found', metadata.file, `no snapshot ${id}`);
  }
  return snapshot;
}

function schemaOf(metadata: TableMetadata, id: number): Schema {
  const schema = metadata.schemas.find((candidate) => candidate.id === id);
  if (schema === undefined) throw new IcebergError('malformed', metadata.file, `no schema ${id}`);
  return schema;
}

async function listManifests(
  io: FileIO,
  metadata: TableMetadata,
  { manifests }: TableSnapshot,
  relocate: Relocation,
  signal: AbortSignal,
): Promise<readonly ManifestFile[]> {
  switch (manifests.kind) {
    case 'list': {
      const location = relocate(manifests.location);
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

function checkReadable({ content, format, location }: ManifestEntry): void {
  if (content === 'equality-deletes') {
    throw new IcebergError('unsupported', location, 'equality deletes can not be applied yet');
  }
  if (format !== 'parquet') {
    throw new IcebergError('unsupported', location, `a file of format ${format}, not Parquet`);
  }
}

/**
 * DuckDB maps columns by field id at the top level only. A nested field that was renamed, added or
 * dropped since a file was written would come out as NULL without a word, so such a table is refused.
 */
function checkNestedFields({ file, schemas }: TableMetadata, read: Schema): void {
  for (const field of read.fields.filter(({ type }) => type.kind !== 'primitive')) {
    const shape = JSON.stringify(field.type);
    for (const schema of schemas) {
      const other = schema.fields.find(({ id }) => id === field.id);
      if (other !== undefined && JSON.stringify(other.type) !== shape) {
        throw new IcebergError(
          'unsupported',
          file,
          `the fields inside the column "${field.name}" changed over time`,
        );
      }
    }
  }
}

/** Looks at every file before DuckDB does, so that the message can name the one that is at fault. */
async function checkPresent(
  io: FileIO,
  files: readonly ScanFile[],
  signal: AbortSignal,
): Promise<void> {
  const sizes = await Promise.all(files.map(({ location }) => io.size(location, signal)));
  for (const [i, { location, bytes }] of files.entries()) {
    const size = sizes[i];
    if (size === undefined) {
      throw new IcebergError('not-found', location, 'a data file of the table is missing');
    }
    checkWhole(location, size, bytes);
  }
}

function checkWhole(location: string, size: number, expected: bigint): void {
  if (BigInt(size) < expected) {
    const what = `the file is cut off: it has ${size} of ${expected} bytes`;
    throw new IcebergError('malformed', location, what);
  }
}

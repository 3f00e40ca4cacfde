import type { FileIO } from '../iceberg/fileIO.js';
import { listFiles } from '../iceberg/listFiles.js';
import type { ManifestEntry } from '../iceberg/manifest.js';
import type { TableMetadata } from '../iceberg/metadata.js';
import { partitionText } from '../iceberg/partitionText.js';
import type { ScanVersion } from '../iceberg/scanVersion.js';
import { partitionValue } from '../iceberg/scan/partition.js';
import { fieldById } from '../iceberg/schema.js';
import type { PartitionValue, SchemaVersion, TableFile, TableRef } from './capabilities.js';
import type { TableVersion } from './catalog.js';
import { inCatalogWords } from './inCatalogWords.js';
import { toColumns } from './icebergTable.js';

/** An Iceberg table of whichever catalog, and how its files are read. */
export interface IcebergTable {
  readonly metadata: TableMetadata;
  /** Where the table lies now. */
  readonly folder: string;
  readonly io: FileIO;
}

/** Branches and tags, by their names. */
export function refsOf({ refs }: TableMetadata): readonly TableRef[] {
  return [...refs].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The schemas that the metadata still have, newest first. */
export function schemasOf({
  schemas,
  currentSchemaId,
  snapshots,
}: TableMetadata): readonly SchemaVersion[] {
  return schemas
    .map((schema) => {
      const times = snapshots
        .filter(({ schemaId }) => schemaId === schema.id)
        .map(({ committedAt }) => committedAt);
      return {
        id: schema.id,
        columns: toColumns(schema),
        isCurrent: schema.id === currentSchemaId,
        ...(times.length === 0 ? {} : { usedSince: times.reduce((a, b) => Math.min(a, b)) }),
      };
    })
    .sort((a, b) => b.id - a.id);
}

/** The files of a state of a table. */
export function filesOf(
  { metadata, folder, io }: IcebergTable,
  version: TableVersion,
  signal: AbortSignal,
): Promise<readonly TableFile[]> {
  return inCatalogWords(async () => {
    const request = { metadata, folder, version: toScanVersion(version) };
    const entries = await listFiles(io, request, signal);
    return entries.map((entry) => ({
      location: entry.location,
      content: entry.format === 'puffin' ? 'deletion-vector' : entry.content,
      format: entry.format,
      rows: entry.rows,
      bytes: entry.bytes,
      partition: partitionOf(entry, metadata),
    }));
  });
}

/** Which state Iceberg is asked for. */
export function toScanVersion(version: TableVersion): ScanVersion {
  if (version === undefined) return { kind: 'current' };
  return 'ref' in version
    ? { kind: 'ref', name: version.ref }
    : { kind: 'snapshot', id: version.snapshotId };
}

function partitionOf(
  { specId, partition }: ManifestEntry,
  { specs, schemas, currentSchemaId }: TableMetadata,
): readonly PartitionValue[] {
  const spec = specs.find(({ id }) => id === specId);
  const newestFirst = [...schemas].sort(
    (a, b) => Number(b.id === currentSchemaId) - Number(a.id === currentSchemaId) || b.id - a.id,
  );
  return (spec?.fields ?? []).flatMap(({ sourceId, name, transform }) => {
    if (transform === 'void') return [];
    // A column that was dropped is in an older schema.
    const fields = newestFirst.map((schema) => fieldById(schema.fields, sourceId));
    const type = fields.find((field) => field !== undefined)?.type;
    const typeName = type?.kind === 'primitive' ? type.name : '';
    return [{ name, value: partitionText(transform, typeName, partitionValue(partition, name)) }];
  });
}

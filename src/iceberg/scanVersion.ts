import { IcebergError } from './icebergError.js';
import type { TableMetadata, TableSnapshot } from './metadata.js';
import type { Schema } from './schema.js';

/** Which state is meant: the current one, a snapshot, or a branch or tag. */
export type ScanVersion =
  | { readonly kind: 'current' }
  | { readonly kind: 'snapshot'; readonly id: bigint }
  | { readonly kind: 'ref'; readonly name: string };

/**
 * The snapshot that is meant and the schema to read it by: a branch is read by the table's current
 * schema, a snapshot or a tag by the one it was written with (the specification, "Reading").
 */
export function resolveVersion(
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

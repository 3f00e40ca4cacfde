import type { TableMetadata } from '../../iceberg/metadata.js';
import { resolveVersion, type ScanVersion } from '../../iceberg/scanVersion.js';
import type { RelationSource } from '../catalog.js';

type IcebergSource = RelationSource & { readonly kind: 'iceberg' };

/** How other readers of a metadata file come to the rows of a version. */
export function icebergSource(
  metadata: TableMetadata,
  version: ScanVersion,
): Pick<IcebergSource, 'kind' | 'metadata' | 'snapshotId' | 'reach'> {
  const { snapshot, schema } = resolveVersion(metadata, version);
  const isCurrent =
    snapshot?.id === metadata.currentSnapshotId && schema.id === metadata.currentSchemaId;
  const isOwn = schema.id === (snapshot?.schemaId ?? metadata.currentSchemaId);
  return {
    kind: 'iceberg',
    metadata: metadata.file,
    ...(snapshot === undefined ? {} : { snapshotId: snapshot.id }),
    reach: isCurrent ? 'current' : isOwn ? 'snapshot' : 'none',
  };
}

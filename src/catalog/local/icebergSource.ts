import type { TableMetadata } from '../../iceberg/metadata.js';
import { resolveVersion, type ScanVersion } from '../../iceberg/scanVersion.js';
import type { RelationSource } from '../catalog.js';

type IcebergSource = RelationSource & { readonly kind: 'iceberg' };

/** How other readers of a metadata file come to the rows of a version. `planned` counts the equality deletes of the scan. */
export function icebergSource(
  metadata: TableMetadata,
  version: ScanVersion,
  planned: number,
): Pick<
  IcebergSource,
  'kind' | 'metadata' | 'snapshotId' | 'reach' | 'columns' | 'hasEqualityDeletes'
> {
  const { snapshot, schema } = resolveVersion(metadata, version);
  const isCurrent =
    snapshot?.id === metadata.currentSnapshotId && schema.id === metadata.currentSchemaId;
  const isOwn = schema.id === (snapshot?.schemaId ?? metadata.currentSchemaId);
  return {
    kind: 'iceberg',
    metadata: metadata.file,
    ...(snapshot === undefined ? {} : { snapshotId: snapshot.id }),
    // Readers that do not know them refuse the table also where they would hold for no row.
    hasEqualityDeletes: Number(snapshot?.summary['total-equality-deletes'] ?? planned) !== 0,
    columns: schema.fields.map(({ name, type }) => ({
      name,
      type: type.kind === 'primitive' ? type.name : type.kind,
    })),
    reach: isCurrent ? 'current' : isOwn ? 'snapshot' : 'none',
  };
}

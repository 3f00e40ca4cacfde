import type { DatasetId, Table, TableIdentifier } from '../catalog.js';
import { toColumns, toIcebergTable, toProperties } from '../icebergTable.js';
import { toCanonicalType } from './canonicalType.js';
import { bytesOf } from './filesRelation.js';
import type { DescribedColumn, LocalTable } from './localTable.js';
import { partitionKeys } from './partitionValues.js';

/** A table as its files say it, in the words of every catalog. */
export function toTable(
  identifier: TableIdentifier,
  local: LocalTable,
  /** Those that DuckDB sees in plain files. */
  described: readonly DescribedColumn[] = [],
): Table {
  const common = {
    identifier,
    dataset: toDataset(local.folder),
    location: local.folder,
    partitioning: [],
    properties: {},
  };
  switch (local.kind) {
    case 'iceberg':
      return { ...common, ...toIcebergTable(local.metadata) };
    case 'view': {
      const { view } = local;
      return {
        ...common,
        kind: 'view',
        columns: toColumns(view.schema),
        ...toProperties(view.properties),
        metadataLocation: view.file,
        updatedAt: view.updatedAt,
        view: { sql: view.sql, dialect: view.dialect, defaultNamespace: view.defaultNamespace },
      };
    }
    case 'files':
      return {
        ...common,
        kind: 'table',
        format: local.format,
        columns: described.map(({ name, type }) => ({
          name,
          type: toCanonicalType(type),
          nativeType: type,
          nullable: true,
        })),
        partitioning: partitionKeys(local.folder, local.files),
        files: BigInt(local.files.length),
        bytes: BigInt(bytesOf(local.files)),
      };
  }
}

/** OpenLineage's name for a table of files on this machine: the scheme, and the path. */
function toDataset(folder: string): DatasetId {
  return { namespace: 'file', name: folder };
}

import type { ViewMetadata } from '../../iceberg/view.js';
import type { DatasetId, Table, TableIdentifier } from '../catalog.js';
import { toColumns, toIcebergTable, toProperties } from '../icebergTable.js';
import type { RestTable } from './restApi.js';

/** A table in the words of every catalog. */
export function toTable(identifier: TableIdentifier, { metadata }: RestTable): Table {
  const { location } = metadata;
  return { identifier, dataset: toDataset(location), location, ...toIcebergTable(metadata) };
}

/** A view in the words of every catalog. */
export function toView(identifier: TableIdentifier, view: ViewMetadata): Table {
  const { location, sql, dialect, defaultNamespace } = view;
  return {
    identifier,
    dataset: toDataset(location),
    kind: 'view',
    columns: toColumns(view.schema),
    partitioning: [],
    location,
    ...toProperties(view.properties),
    metadataLocation: view.file,
    updatedAt: view.updatedAt,
    view: { sql, dialect, defaultNamespace },
  };
}

/** OpenLineage's name for a table by where it lies: `s3://bucket` and the path, whichever catalog has it. */
function toDataset(location: string): DatasetId {
  const [, namespace, name] = /^([A-Za-z][\w+.-]*:\/\/[^/]+)\/(.*)$/s.exec(location) ?? [];
  if (namespace !== undefined && name !== undefined) {
    return { namespace: namespace.replace(/^s3[an]:/, 's3:'), name: name.replace(/\/+$/, '') };
  }
  return { namespace: 'file', name: location.replace(/^file:(\/\/)?/, '') };
}

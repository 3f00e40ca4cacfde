import type { ViewMetadata } from '../../iceberg/view.js';
import type { Table, TableIdentifier } from '../catalog.js';
import { toColumns, toIcebergTable, toProperties } from '../icebergTable.js';
import { locationDataset } from '../locationDataset.js';
import type { RestTable } from './restApi.js';

/** A table in the words of every catalog. */
export function toTable(identifier: TableIdentifier, { metadata }: RestTable): Table {
  const { location } = metadata;
  return { identifier, dataset: locationDataset(location), location, ...toIcebergTable(metadata) };
}

/** A view in the words of every catalog. */
export function toView(identifier: TableIdentifier, view: ViewMetadata): Table {
  const { location, sql, dialect, defaultNamespace } = view;
  return {
    identifier,
    dataset: locationDataset(location),
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

import type { Column as GlueColumn, Table as GlueTable } from '@aws-sdk/client-glue';
import {
  CatalogError,
  type Column,
  type DatasetId,
  type Namespace,
  type Table,
  type TableFormat,
  type TableIdentifier,
  type TableSummary,
} from '../catalog.js';
import { tagsOf } from '../description.js';
import { toCanonicalType } from './hiveType.js';
import { viewOf } from './toView.js';

/** One line of a listing. */
export function toSummary(table: GlueTable, namespace: Namespace): TableSummary {
  const identifier = { namespace, name: table.Name ?? '' };
  if (isView(table)) return { identifier, kind: 'view' };
  const format = formatOf(table);
  return { identifier, kind: 'table', ...(format === undefined ? {} : { format }) };
}

/** A table as Glue has it; what Iceberg's own metadata say is the caller's to add. */
export function toTable(identifier: TableIdentifier, table: GlueTable, dataset: DatasetId): Table {
  const { PartitionKeys: keys = [], Parameters: properties } = table;
  const location = locationOf(table);
  const metadataLocation = metadataLocationOf(table);
  const comment = commentOf(table);
  const tags = tagsOf(properties ?? {});
  const view = isView(table) ? viewOf(table, identifier) : undefined;
  const rows = toCount(properties?.['numRows'] ?? properties?.['recordCount']);
  const isIceberg = metadataLocation !== undefined;
  return {
    ...toSummary(table, identifier.namespace),
    identifier,
    dataset,
    columns: hasStandIn(table) ? [] : columnsOf(table),
    partitioning: keys.map(({ Name = '' }) => Name),
    properties: properties ?? {},
    ...(comment === undefined ? {} : { comment }),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
    ...(table.Owner === undefined ? {} : { owner: table.Owner }),
    ...(location === undefined || location === '' ? {} : { location }),
    ...(metadataLocation === undefined ? {} : { metadataLocation }),
    ...(view === undefined ? {} : { view }),
    ...(table.UpdateTime === undefined ? {} : { updatedAt: table.UpdateTime.getTime() }),
    ...(rows === undefined || isIceberg ? {} : { rows }),
    ...(hasStandIn(table)
      ? {
          incomplete: new CatalogError(
            'limit',
            'Glue does not have the columns of this Delta table',
          ),
        }
      : {}),
  };
}

/** What people say of a table, wherever their engine keeps it. */
export function commentOf(table: GlueTable): string | undefined {
  const { Description: said, Parameters: properties } = table;
  const other = isMarked(table) ? undefined : properties?.['comment'];
  const comment = said === undefined || said === '' ? other : said;
  return comment === '' ? undefined : comment;
}

/** Athena marks its views where others keep a comment. */
export function isMarked(table: GlueTable): boolean {
  return isView(table) && table.Parameters?.['comment'] === 'Presto View';
}

/** Spark registers a Delta table with one column and a folder that it does not have: the log has both. */
export function hasStandIn(table: GlueTable): boolean {
  const [only, ...others] = table.StorageDescriptor?.Columns ?? [];
  const isStandIn = only?.Name === 'col' && only.Type === 'array<string>' && others.length === 0;
  return isStandIn && formatOf(table) === 'delta';
}

function locationOf({
  StorageDescriptor: storage,
  Parameters: properties,
}: GlueTable): string | undefined {
  const location = storage?.Location ?? properties?.['location'];
  const isStandIn = location?.replace(/\/$/, '').endsWith('-__PLACEHOLDER__') === true;
  return isStandIn ? storage?.SerdeInfo?.Parameters?.['path'] : location;
}

/** Where the metadata of an Iceberg table lie; `undefined` for a table of another format. */
export function metadataLocationOf({ Parameters: properties }: GlueTable): string | undefined {
  const isIceberg = properties?.['table_type']?.toUpperCase() === 'ICEBERG';
  return isIceberg ? properties['metadata_location'] : undefined;
}

export function isView({ TableType: type, ViewDefinition: definition }: GlueTable): boolean {
  return type === 'VIRTUAL_VIEW' || (definition?.Representations?.length ?? 0) > 0;
}

/** What the words of Hive, Spark and Iceberg say; `undefined` where none is known. */
export function formatOf({
  Parameters: properties = {},
  StorageDescriptor: storage,
}: GlueTable): TableFormat | undefined {
  const words = ['table_type', 'spark.sql.sources.provider', 'classification'].map((key) =>
    properties[key]?.toLowerCase(),
  );
  const said = formats.find((format) => words.includes(format));
  if (said !== undefined) return said;
  const { InputFormat: input = '', SerdeInfo: serde } = storage ?? {};
  const classes = `${input} ${serde?.SerializationLibrary ?? ''}`.toLowerCase();
  const named = formats.find((format) => classes.includes(format));
  return named ?? (classes === ' ' ? undefined : 'hive');
}

/** A table of the first of them may well be said to be of the others too: its files are. */
const formats = ['iceberg', 'delta', 'parquet', 'json', 'csv'] as const;

/** The columns that a table has now, those it is partitioned by at the end. */
export function columnsOf({
  StorageDescriptor: storage,
  PartitionKeys: keys = [],
}: GlueTable): Column[] {
  // Of Iceberg tables the partition keys are among the columns already.
  return [...(storage?.Columns ?? []).filter(isCurrent), ...keys].map(toColumn);
}

function toColumn({
  Name: name = '',
  Type: type = '',
  Comment: comment,
  Parameters: own,
}: GlueColumn): Column {
  const fieldId = toCount(own?.['iceberg.field.id']);
  return {
    name,
    type: toCanonicalType(type),
    nativeType: type,
    nullable: own?.['iceberg.field.optional'] !== 'false',
    ...(fieldId === undefined ? {} : { fieldId: Number(fieldId) }),
    ...(comment === undefined || comment === '' ? {} : { comment }),
  };
}

/** Iceberg leaves dropped columns in Glue, marked. */
function isCurrent({ Parameters: own }: GlueColumn): boolean {
  return own?.['iceberg.field.current'] !== 'false';
}

/** A whole number; `undefined` for any other text. */
export function toCount(text: string | undefined): bigint | undefined {
  return text !== undefined && /^\d+$/.test(text) ? BigInt(text) : undefined;
}

import type { Column as GlueColumn, Table as GlueTable } from '@aws-sdk/client-glue';
import type {
  Column,
  DatasetId,
  Table,
  TableFormat,
  TableIdentifier,
  TableSummary,
  ViewDefinition,
} from '../catalog.js';
import { toCanonicalType } from './hiveType.js';

/** One line of a listing. */
export function toSummary(table: GlueTable, database: string): TableSummary {
  const identifier = { namespace: [database], name: table.Name ?? '' };
  if (isView(table)) return { identifier, kind: 'view' };
  const format = formatOf(table);
  return { identifier, kind: 'table', ...(format === undefined ? {} : { format }) };
}

/** A table as Glue has it; what Iceberg's own metadata say is the caller's to add. */
export function toTable(identifier: TableIdentifier, table: GlueTable, dataset: DatasetId): Table {
  const { StorageDescriptor: storage, PartitionKeys: keys = [], Parameters: properties } = table;
  const location = storage?.Location ?? properties?.['location'];
  const metadataLocation = metadataLocationOf(table);
  const comment = table.Description ?? properties?.['comment'];
  const view = viewOf(table, identifier);
  const rows = toCount(properties?.['numRows'] ?? properties?.['recordCount']);
  const isIceberg = metadataLocation !== undefined;
  return {
    ...toSummary(table, identifier.namespace[0] ?? ''),
    identifier,
    dataset,
    // Of Iceberg tables the partition keys are among the columns already.
    columns: [...(storage?.Columns ?? []).filter(isCurrent), ...keys].map(toColumn),
    partitioning: keys.map(({ Name = '' }) => Name),
    properties: properties ?? {},
    ...(comment === undefined || comment === '' ? {} : { comment }),
    ...(table.Owner === undefined ? {} : { owner: table.Owner }),
    ...(location === undefined || location === '' ? {} : { location }),
    ...(metadataLocation === undefined ? {} : { metadataLocation }),
    ...(view === undefined ? {} : { view }),
    ...(table.UpdateTime === undefined ? {} : { updatedAt: table.UpdateTime.getTime() }),
    ...(rows === undefined || isIceberg ? {} : { rows }),
  };
}

/** Where the metadata of an Iceberg table lie; `undefined` for a table of another format. */
export function metadataLocationOf({ Parameters: properties }: GlueTable): string | undefined {
  const isIceberg = properties?.['table_type']?.toUpperCase() === 'ICEBERG';
  return isIceberg ? properties['metadata_location'] : undefined;
}

function isView({ TableType: type, ViewDefinition: definition }: GlueTable): boolean {
  return type === 'VIRTUAL_VIEW' || (definition?.Representations?.length ?? 0) > 0;
}

/** What the words of Hive, Spark and Iceberg say; `undefined` where none is known. */
function formatOf({
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

function viewOf(table: GlueTable, { namespace }: TableIdentifier): ViewDefinition | undefined {
  if (!isView(table)) return undefined;
  const [first] = table.ViewDefinition?.Representations ?? [];
  if (first?.ViewOriginalText !== undefined) {
    const dialect = first.Dialect?.toLowerCase() ?? '';
    return { sql: first.ViewOriginalText, dialect, defaultNamespace: namespace };
  }
  const { ViewOriginalText: original, ViewExpandedText: expanded } = table;
  const presto = original === undefined ? undefined : prestoSql(original);
  if (presto !== undefined) return { sql: presto, dialect: 'trino', defaultNamespace: namespace };
  const sql = [expanded, original].find((text) => text !== undefined && text !== '');
  return sql === undefined ? undefined : { sql, dialect: 'spark', defaultNamespace: namespace };
}

/** Athena and Trino keep a view as JSON in Base64 within a comment. */
function prestoSql(text: string): string | undefined {
  const encoded = /^\s*\/\* Presto View: ([A-Za-z0-9+/=]+) \*\/\s*$/.exec(text)?.[1];
  if (encoded === undefined) return undefined;
  try {
    const view: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
    const sql =
      typeof view === 'object' && view !== null && 'originalSql' in view
        ? view.originalSql
        : undefined;
    return typeof sql === 'string' ? sql : undefined;
  } catch {
    return undefined;
  }
}

function toCount(text: string | undefined): bigint | undefined {
  return text !== undefined && /^\d+$/.test(text) ? BigInt(text) : undefined;
}

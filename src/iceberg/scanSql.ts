import { quoteName, quoteText } from '../util/quote.js';
import { IcebergError } from './icebergError.js';
import { toLocalPath } from './location.js';
import type { ScanFile, ScanPlan } from './scanPlan.js';
import type { Field, IcebergType } from './schema.js';

/**
 * The rows of a plan as a `SELECT` in DuckDB's SQL over nothing but its files. Columns are found
 * by field id, and named by it until the last moment, so that no name of the table can meet one of
 * ours or differ from another only in case. Position deletes are an anti join.
 */
export function toScanSql({ schema, dataFiles, positionDeletes }: ScanPlan): string {
  const { fields } = schema;
  if (dataFiles.length === 0) {
    const nulls = fields.map(
      ({ type, name }) => `CAST(NULL AS ${toDuckDbType(type)}) AS ${quoteName(name)}`,
    );
    return `SELECT ${nulls.join(', ')} WHERE false`;
  }
  const columns = fields.map(({ id, name }) => `d.c${id} AS ${quoteName(name)}`);
  const select = `SELECT ${columns.join(', ')} FROM ${toDataSource(dataFiles, fields)} AS d`;
  if (positionDeletes.length === 0) return select;
  return `${select} WHERE NOT EXISTS (${toDeletedRows(dataFiles, positionDeletes)})`;
}

/** DuckDB's word for an Iceberg type. */
export function toDuckDbType(type: IcebergType): string {
  switch (type.kind) {
    case 'primitive':
      return toPrimitive(type.name);
    case 'struct': {
      const fields = type.fields.map(
        (field) => `${quoteName(field.name)} ${toDuckDbType(field.type)}`,
      );
      return `STRUCT(${fields.join(', ')})`;
    }
    case 'list':
      return `${toDuckDbType(type.element.type)}[]`;
    case 'map':
      return `MAP(${toDuckDbType(type.key.type)}, ${toDuckDbType(type.value.type)})`;
  }
}

/**
 * A path as DuckDB's file functions take it: a text literal in which `*`, `?` and `[` are
 * themselves, not patterns that match other files too.
 */
export function quotePath(location: string): string {
  const path = toLocalPath(location);
  if (path === undefined) throw new IcebergError('unsupported', location, 'not a local file');
  return quoteText(path.replace(/[[*?]/g, '[$&]'));
}

function toDataSource(files: readonly ScanFile[], fields: readonly Field[]): string {
  const columns = fields.map(({ id, type }) => {
    const duckDbType = quoteText(toDuckDbType(type));
    return `${id}: {name: 'c${id}', type: ${duckDbType}, default_value: NULL}`;
  });
  const options = [
    `schema = MAP {${columns.join(', ')}}`,
    `filename = 'data_file'`,
    'file_row_number = true',
    // The values are in the files; a folder named `day=…` must not make or change a column.
    'hive_partitioning = false',
  ];
  return `read_parquet(${toList(files)}, ${options.join(', ')})`;
}

/**
 * The deletes of a row of `d`. A delete file names data files as they were when it was written,
 * and holds for data that is not newer than itself.
 */
function toDeletedRows(data: readonly ScanFile[], deletes: readonly ScanFile[]): string {
  const rows = `read_parquet(${toList(deletes)}, filename = 'delete_file', hive_partitioning = false)`;
  return [
    `SELECT 1 FROM ${rows} AS x`,
    `JOIN (VALUES ${deletes.map(toDeleteValue).join(', ')}) AS s(file, sequence) ON x.delete_file = s.file`,
    `JOIN (VALUES ${data.map(toDataValue).join(', ')}) AS f(recorded, file, sequence)`,
    'ON x.file_path = f.recorded AND f.sequence <= s.sequence',
    'WHERE f.file = d.data_file AND x.pos = d.file_row_number',
  ].join(' ');
}

function toDeleteValue({ location, sequenceNumber }: ScanFile): string {
  return `(${quoteText(toLocalPath(location) ?? location)}, ${sequenceNumber}::BIGINT)`;
}

function toDataValue({ recorded, location, sequenceNumber }: ScanFile): string {
  const path = quoteText(toLocalPath(location) ?? location);
  return `(${quoteText(recorded)}, ${path}, ${sequenceNumber}::BIGINT)`;
}

function toList(files: readonly ScanFile[]): string {
  return `[${files.map(({ location }) => quotePath(location)).join(', ')}]`;
}

function toPrimitive(name: string): string {
  const known = primitives.get(name);
  if (known !== undefined) return known;
  const decimal = /^decimal\((\d+), (\d+)\)$/.exec(name);
  if (decimal !== null) return `DECIMAL(${decimal[1] ?? ''}, ${decimal[2] ?? ''})`;
  if (/^fixed\[\d+\]$/.test(name)) return 'BLOB';
  throw new IcebergError('unsupported', 'schema', `the type ${name}`);
}

const primitives: ReadonlyMap<string, string> = new Map([
  ['boolean', 'BOOLEAN'],
  ['int', 'INTEGER'],
  ['long', 'BIGINT'],
  ['float', 'FLOAT'],
  ['double', 'DOUBLE'],
  ['date', 'DATE'],
  ['time', 'TIME'],
  ['timestamp', 'TIMESTAMP'],
  ['timestamptz', 'TIMESTAMP WITH TIME ZONE'],
  ['string', 'VARCHAR'],
  ['uuid', 'UUID'],
  ['binary', 'BLOB'],
]);

import { quoteName, quoteText } from '../../util/quote.js';
import { IcebergError } from '../icebergError.js';
import type { TableMetadata } from '../metadata.js';
import type { ScanPlan } from '../scanPlan.js';
import type { Field } from '../schema.js';
import { type DeletedPositions, deletedRows } from './deletedRows.js';
import { toDuckDbType, unreadable } from './duckDbType.js';
import { antiJoins, findKeys } from './equalityDeletes.js';
import { fileRows } from './fileRows.js';
import { nameMappingOf } from './nameMapping.js';
import type { Schemas } from './parquetSchemas.js';
import type { Scopes } from './scopes.js';

/** What must be known beside the plan: what is in its files. */
export interface ScanFacts {
  readonly metadata: Pick<TableMetadata, 'file' | 'properties' | 'schemas' | 'specs'>;
  readonly schemas: Schemas;
  readonly vectors: DeletedPositions;
  readonly scopes: Scopes;
}

/**
 * The rows of a plan as a `SELECT` in DuckDB's SQL over nothing but its files. `d` are the rows of the
 * data files; deletes are anti joins. A column of a type that can not be read fails the query that reads it.
 */
export function toScanSql(
  plan: ScanPlan,
  { metadata, schemas, vectors, scopes }: ScanFacts,
): string {
  const { schema, dataFiles, positionDeletes, equalityDeletes } = plan;
  if (schema.fields.length === 0) {
    throw new IcebergError('unsupported', metadata.file, 'a table without columns');
  }
  if (dataFiles.length === 0) {
    return `SELECT ${schema.fields.map((field) => `${toNull(field)} AS ${quoteName(field.name)}`).join(', ')} WHERE false`;
  }
  const { specs } = metadata;
  const table = { specs, schemas, nameMapping: nameMappingOf(metadata) };
  const columns = schema.fields.filter(isStored);
  const keyed = findKeys(equalityDeletes, columns, table, metadata.schemas);
  const rows = fileRows(dataFiles, [...columns, ...keyed.columns], table);
  const deleted = deletedRows(rows, positionDeletes, vectors, table, scopes);
  const select = schema.fields.map((field) => `${toValue(field)} AS ${quoteName(field.name)}`);
  const from = [`${rows.sql} AS d`];
  if (deleted !== undefined) {
    from.push(`ANTI JOIN (${deleted}) AS x ON x.file = d.file_index AND x.row = d.file_row_number`);
  }
  if (equalityDeletes.length > 0) {
    from.push(
      `JOIN (VALUES ${scopes.list(rows.files)}) AS f(file, sequence, scope) ON d.file_index = f.file`,
      ...antiJoins(keyed, table, scopes),
    );
  }
  return `SELECT ${select.join(', ')} FROM ${from.join(' ')}`;
}

/** Whether a column is read from files: not where it is all NULL, or nothing can be read. */
function isStored({ type }: Field): boolean {
  return unreadable(type) === undefined && !(type.kind === 'primitive' && type.name === 'unknown');
}

function toValue(field: Field): string {
  if (isStored(field)) return `d.c${field.id}`;
  const why = unreadable(field.type);
  return why === undefined
    ? toNull(field)
    : `CAST(error(${quoteText(`the column "${field.name}": ${why}`)}) AS VARCHAR)`;
}

function toNull({ type }: Field): string {
  return `CAST(NULL AS ${unreadable(type) === undefined ? toDuckDbType(type) : 'VARCHAR'})`;
}

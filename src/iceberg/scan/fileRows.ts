import { quoteText } from '../../util/quote.js';
import { IcebergError } from '../icebergError.js';
import type { PartitionSpec } from '../metadata.js';
import type { ScanFile } from '../scanPlan.js';
import type { Field } from '../schema.js';
import { toDuckDbType } from './duckDbType.js';
import { type NameMapping, withMappedIds } from './nameMapping.js';
import { fieldIds, type ParquetField } from './parquetSchema.js';
import type { Schemas } from './parquetSchemas.js';
import { identityConstants } from './partition.js';
import { type Constants, isSame, projectField } from './projection.js';
import { quotePaths } from './quotePath.js';

/** What is known of a table whose files are read. */
export interface TableFacts {
  readonly specs: readonly PartitionSpec[];
  readonly schemas: Schemas;
  /** For files without field ids; such files are refused where there is none. */
  readonly nameMapping: NameMapping | undefined;
}

/** The rows of some files: each field is a column `c<id>`, beside `file_index` and `file_row_number`. */
export interface FileRows {
  /** What can stand behind `FROM`. */
  readonly sql: string;
  /** The files in the order in which `file_index` counts them. */
  readonly files: readonly ScanFile[];
}

/** Files that are read in the same way. */
interface Group {
  readonly files: ScanFile[];
  readonly found: readonly ParquetField[];
  readonly constants: Constants;
  /** DuckDB finds and converts all columns itself. */
  readonly isDirect: boolean;
}

/** Files with the same columns. */
interface Shape {
  readonly number: number;
  /** The ids that are in the file itself. */
  readonly ownIds: ReadonlySet<number>;
  readonly found: readonly ParquetField[];
  readonly isDirect: boolean;
}

/**
 * The SQL of the rows of some files, read by field id. DuckDB does that itself for columns, but not
 * for the fields within them, nor for files without ids: files that need it are read with every
 * value spelled out. Columns are named by id, so that no name of the table can meet one of ours or
 * differ from another only in case.
 */
export function fileRows(
  files: readonly ScanFile[],
  columns: readonly Field[],
  table: TableFacts,
): FileRows {
  const groups = groupFiles(files, columns, table);
  const [first] = groups;
  if (groups.length === 1 && first?.isDirect === true) {
    return { sql: readDirectly(first.files, columns), files };
  }
  let start = 0;
  const selects = groups.map((group) => {
    const index = start === 0 ? 'p.file_index' : `p.file_index + ${start} AS file_index`;
    start += group.files.length;
    return `SELECT ${[...toColumns(group, columns), index, 'p.file_row_number'].join(', ')} FROM ${toSource(group, columns)}`;
  });
  return {
    sql: `(${selects.join(' UNION ALL ')})`,
    files: groups.flatMap((group) => group.files),
  };
}

/** The ids of the fields of a file, by the table's mapping where it has none of its own. */
export function idsOf(
  { location }: ScanFile,
  { schemas, nameMapping }: TableFacts,
): ReadonlySet<number> {
  return fieldIds(withIds(schemas(location), nameMapping, location));
}

function withIds(
  stored: readonly ParquetField[],
  nameMapping: NameMapping | undefined,
  file: string,
): readonly ParquetField[] {
  if (fieldIds(stored).size > 0) return stored;
  if (nameMapping === undefined) {
    throw new IcebergError('unsupported', file, 'a data file without field ids');
  }
  return withMappedIds(stored, nameMapping);
}

function groupFiles(
  files: readonly ScanFile[],
  columns: readonly Field[],
  { specs, schemas, nameMapping }: TableFacts,
): readonly Group[] {
  const shapes = new Map<readonly ParquetField[], Shape>();
  const groups = new Map<string, Group>();
  for (const file of files) {
    const stored = schemas(file.location);
    const shape = shapes.get(stored) ?? {
      number: shapes.size,
      ownIds: fieldIds(stored),
      found: withIds(stored, nameMapping, file.location),
      isDirect: canReadDirectly(columns, stored),
    };
    shapes.set(stored, shape);
    // The specification puts the partition's value before a mapping by name.
    const constants = identityConstants(file, specs, columns, (id) => !shape.ownIds.has(id));
    const isDirect = shape.isDirect && constants.size === 0;
    const key = isDirect ? '' : JSON.stringify([shape.number, ...constants]);
    const group = groups.get(key) ?? {
      files: [],
      found: shape.found.map((field) => withoutConstant(field, constants)),
      constants,
      isDirect,
    };
    group.files.push(file);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function withoutConstant({ id, ...field }: ParquetField, constants: Constants): ParquetField {
  return id === undefined || constants.has(id) ? field : { id, ...field };
}

/**
 * Whether columns come out right by DuckDB's own mapping of field ids, which knows columns only. Of
 * another type they do not: a filter is cast to the type of the file, and 0.1 found in a FLOAT that
 * is not 0.1 as a DOUBLE (1.5.6). A file without a single id would end its whole database.
 */
function canReadDirectly(columns: readonly Field[], stored: readonly ParquetField[]): boolean {
  if (columns.length === 0 || fieldIds(stored).size === 0) return false;
  return columns.every(({ id, type, initialDefault }) => {
    const field = stored.find((candidate) => candidate.id === id);
    return field === undefined ? initialDefault === undefined : isSame(type, field.type);
  });
}

function toColumns(
  { files, found, constants, isDirect }: Group,
  columns: readonly Field[],
): readonly string[] {
  if (isDirect) return columns.map(({ id }) => `p.c${id}`);
  const file = { file: files[0]?.location ?? '', constants };
  return columns.map((column) => {
    const sql = orError(column, () => projectField(column, found, (i) => `p.p${i}`, file));
    return `${sql} AS c${column.id}`;
  });
}

/** A column that can not be read ends the query that reads it, and no other. */
function orError({ type }: Field, project: () => string): string {
  try {
    return project();
  } catch (error) {
    if (!(error instanceof IcebergError)) throw error;
    return `CAST(error(${quoteText(error.message)}) AS ${toDuckDbType(type)})`;
  }
}

function toSource({ files, found, isDirect }: Group, columns: readonly Field[]): string {
  if (isDirect) return `${readDirectly(files, columns)} AS p`;
  // By place: DuckDB renames columns that differ only in case.
  return `${read(files)} AS p(${found.map((_, i) => `p${i}`).join(', ')})`;
}

function readDirectly(files: readonly ScanFile[], columns: readonly Field[]): string {
  const fields = columns.map(({ id, type }) => {
    const duckDbType = quoteText(toDuckDbType(type));
    return `${id}: {name: 'c${id}', type: ${duckDbType}, default_value: NULL}`;
  });
  return read(files, `schema = MAP {${fields.join(', ')}}`);
}

function read(files: readonly ScanFile[], ...options: readonly string[]): string {
  const locations = files.map(({ location }) => location);
  // The values are in the files; a folder named `day=…` must not make or change a column.
  return `read_parquet(${[quotePaths(locations), ...options, 'hive_partitioning = false'].join(', ')})`;
}

import { dirname } from 'node:path';
import { toDuckDbType } from '../iceberg/scan/duckDbType.js';
import { quotePath } from '../iceberg/scan/quotePath.js';
import type { PartitionField } from '../iceberg/metadata.js';
import type { Field } from '../iceberg/schema.js';
import { findField } from '../iceberg/write/partitionFields.js';
import type { TableWriter } from '../iceberg/write/tableWriter.js';
import type { WrittenFile } from '../iceberg/write/writtenFile.js';
import { quoteName, quoteText } from '../util/quote.js';
import { bucketSql } from './bucketSql.js';
import { measuresSql, toMetrics } from './columnMetrics.js';
import { leavesOf } from './columnSql.js';
import { writeParquet } from './parquetFile.js';
import { partitionPath, partitionSql } from './partitionSql.js';
import type { SampleSql } from './sampleSql.js';

/** A table that is being written, at one of its steps. */
export interface Writing {
  readonly sql: SampleSql;
  readonly folder: string;
  readonly writer: TableWriter;
  readonly signal: AbortSignal;
  /** What the files of this step are called by. */
  readonly prefix: string;
}

export interface RowsToWrite extends Pick<WrittenFile, 'content' | 'equalityIds'> {
  readonly columns: readonly Field[];
  /** A `SELECT` with at least the columns, and those that the table is partitioned by. */
  readonly rows: string;
  readonly orderBy: string;
}

/** One file for each partition of the rows. */
export async function writeRows(
  { sql, writer, signal, folder, prefix }: Writing,
  { columns, rows, orderBy, ...file }: RowsToWrite,
): Promise<readonly WrittenFile[]> {
  const { schema, spec } = writer;
  const sources = spec.fields.map(({ sourceId }) => sourceId);
  const typed = typedRows(rows, schema.fields, columns, sources);
  await sql.run(`CREATE OR REPLACE TEMP TABLE rows_to_write AS ${typed}`, signal);
  const keys = await partitionKeys(sql, spec.fields, schema.fields, signal);
  const measures = [...keys, ...measuresSql(columns)].join(', ');
  const groups = keys.map((_, i) => i + 1).join(', ');
  const measured = await sql.rows(
    `SELECT ${measures} FROM rows_to_write${groups === '' ? '' : ` GROUP BY ${groups} ORDER BY ${groups}`}`,
    signal,
  );
  const names = columns.map(({ name }) => quoteName(name)).join(', ');
  const files: WrittenFile[] = [];
  for (const values of measured.rows) {
    const partition = values.slice(0, keys.length);
    const where = keys.map(
      (key, i) => `${key} IS NOT DISTINCT FROM ${toLiteral(partition[i] ?? null)}`,
    );
    const path = partitionPath(spec.fields, partition);
    const newFile = {
      ...file,
      ...toMetrics(columns, values.slice(keys.length)),
      location: `${folder}/data/${path}${prefix}-${file.content}.parquet`,
      specId: spec.id,
      partition,
      columns,
      select: `SELECT ${names} FROM rows_to_write WHERE ${['true', ...where].join(' AND ')} ORDER BY ${orderBy}`,
    };
    files.push(await writeParquet(sql, newFile, signal));
  }
  await sql.run('DROP TABLE temp.rows_to_write', signal);
  return files;
}

/** The partition values of a row of `rows_to_write`. */
async function partitionKeys(
  sql: SampleSql,
  partition: readonly PartitionField[],
  fields: readonly Field[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const leaves = leavesOf(fields);
  const keys: string[] = [];
  for (const field of partition) {
    const source = leaves.find(({ id }) => id === field.sourceId);
    if (source === undefined) throw new Error(`no column ${field.sourceId} to partition by`);
    const { transform } = field;
    const key = transform.startsWith('bucket')
      ? await bucketSql(sql, field, source, 'rows_to_write', signal)
      : partitionSql(transform, source);
    keys.push(key);
  }
  return keys;
}

/** The rows with the types of the table: what is written, and what partition values are taken from. */
function typedRows(
  rows: string,
  all: readonly Field[],
  columns: readonly Field[],
  sources: readonly number[],
): string {
  const needed = all.filter(
    (field) =>
      columns.includes(field) || sources.some((id) => findField([field], id) !== undefined),
  );
  const casts = needed.map(
    ({ name, type }) => `CAST(${quoteName(name)} AS ${toDuckDbType(type)}) AS ${quoteName(name)}`,
  );
  return `SELECT ${casts.join(', ')} FROM (${rows})`;
}

function toLiteral(text: string | null): string {
  return text === null ? 'NULL' : quoteText(text);
}

/** One delete file for each data file that has such rows. */
export async function writePositionDeletes(
  { sql, writer, signal, prefix }: Writing,
  where: string,
  branch: string | undefined,
): Promise<readonly WrittenFile[]> {
  const files: WrittenFile[] = [];
  const columns = positionDeleteColumns;
  for (const data of writer.files(branch).filter(({ content }) => content === 'data')) {
    const select =
      `SELECT ${quoteText(data.location)} AS file_path, file_row_number AS pos ` +
      `FROM read_parquet(${quotePath(data.location)}, file_row_number = true) ` +
      `WHERE ${where} ORDER BY pos`;
    const measured = await sql.rows(
      `SELECT ${measuresSql(columns).join(', ')} FROM (${select})`,
      signal,
    );
    const metrics = toMetrics(columns, measured.rows[0] ?? []);
    if (metrics.rows === 0n) continue;
    const newFile = {
      content: 'position-deletes',
      location: `${dirname(data.location)}/${prefix}-${files.length}-deletes.parquet`,
      specId: data.specId,
      partition: data.partition,
      ...metrics,
      columns,
      select,
    } as const;
    files.push(await writeParquet(sql, newFile, signal));
  }
  return files;
}

/** With the ids that the specification keeps for them. */
const positionDeleteColumns: readonly Field[] = [
  {
    id: 2147483546,
    name: 'file_path',
    required: true,
    type: { kind: 'primitive', name: 'string' },
  },
  { id: 2147483545, name: 'pos', required: true, type: { kind: 'primitive', name: 'long' } },
];

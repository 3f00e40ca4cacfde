import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { quotePath, toDuckDbType } from '../iceberg/scanSql.js';
import type { Field, IcebergType, Schema } from '../iceberg/schema.js';
import { TableWriter } from '../iceberg/write/tableWriter.js';
import type { WrittenFile } from '../iceberg/write/writtenFile.js';
import { quoteName, quoteText } from '../util/quote.js';
import type { SampleSql } from './sampleSql.js';
import type { SampleTable, Step } from './sampleTables.js';

/** Writes one Iceberg table with its whole history into `folder`. DuckDB writes the Parquet files. */
export async function writeTable(
  sql: SampleSql,
  table: SampleTable,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const { namespace, name, partition, comment, owner } = table;
  const writer = new TableWriter({
    folder,
    schema: { id: 0, fields: table.fields },
    spec: { id: 0, fields: partition === undefined ? [] : [partition] },
    properties: { comment, owner, 'write.format.default': 'parquet' },
    seed: `${namespace}.${name}`,
  });
  for (const [i, step] of table.steps.entries()) {
    signal.throwIfAborted();
    await takeStep({ sql, table, folder, writer, signal, prefix: String(i).padStart(5, '0') }, step);
  }
}

interface Writing {
  readonly sql: SampleSql;
  readonly table: SampleTable;
  readonly folder: string;
  readonly writer: TableWriter;
  readonly signal: AbortSignal;
  /** What the files of this step are called by. */
  readonly prefix: string;
}

async function takeStep(writing: Writing, step: Step): Promise<void> {
  const { writer } = writing;
  const at = Date.parse(`${step.at}T04:00:00Z`);
  switch (step.kind) {
    case 'append': {
      const add = await writeData(writing, step.rows);
      return writer.commit({ operation: 'append', add, remove: [], at });
    }
    case 'overwrite': {
      const add = await writeData(writing, step.rows);
      const touched = new Set(add.map(({ partition }) => JSON.stringify(partition)));
      const remove = writer.files.filter(({ partition }) => touched.has(JSON.stringify(partition)));
      return writer.commit({ operation: 'overwrite', add, remove, at });
    }
    case 'delete': {
      const add = await writeDeletes(writing, step.where);
      return writer.commit({ operation: 'delete', add, remove: [], at });
    }
    case 'evolve':
      return writer.evolve(evolved(writer.schema, step.fields), at);
    case 'tag':
      return writer.tag(step.name, at);
  }
}

/** One file for each partition of the rows. */
async function writeData(writing: Writing, rows: string): Promise<readonly WrittenFile[]> {
  const { sql, table, writer, signal, folder, prefix } = writing;
  const { fields } = writer.schema;
  const columns = fields.map(
    ({ name, type }) => `CAST(${quoteName(name)} AS ${toDuckDbType(type)}) AS ${quoteName(name)}`,
  );
  const key = partitionKey(table);
  const values = await sql.rows(`SELECT DISTINCT ${key} FROM (${rows}) ORDER BY 1`, signal);
  const files: WrittenFile[] = [];
  for (const [value] of values.rows) {
    const { path, partition } = partitionOf(table, value ?? '');
    files.push(
      await writeFile(writing, {
        content: 'data',
        location: `${folder}/data/${path}${prefix}-data.parquet`,
        partition,
        fieldIds: `{${fields.map((field) => toFieldIds(field)).join(', ')}}`,
        select:
          `SELECT ${columns.join(', ')} FROM (${rows}) WHERE ${key} = ${quoteText(value ?? '')} ` +
          `ORDER BY ${table.orderBy}`,
      }),
    );
  }
  return files;
}

/** One delete file for each data file that has such rows. */
async function writeDeletes(writing: Writing, where: string): Promise<readonly WrittenFile[]> {
  const { sql, writer, signal, folder, table, prefix } = writing;
  const files: WrittenFile[] = [];
  for (const data of writer.files.filter(({ content }) => content === 'data')) {
    const from = `read_parquet(${quotePath(data.location)}, file_row_number = true) WHERE ${where}`;
    const { rows } = await sql.rows(`SELECT count(*) FROM ${from}`, signal);
    if (rows[0]?.[0] === '0') continue;
    const { path } = partitionOf(table, String(data.partition[0] ?? ''));
    files.push(
      await writeFile(writing, {
        content: 'position-deletes',
        location: `${folder}/data/${path}${prefix}-${files.length}-deletes.parquet`,
        partition: data.partition,
        // The ids that the specification keeps for the two columns of such files.
        fieldIds: '{file_path: 2147483546, pos: 2147483545}',
        select: `SELECT ${quoteText(data.location)} AS file_path, file_row_number AS pos FROM ${from} ORDER BY pos`,
      }),
    );
  }
  return files;
}

interface FileToWrite extends Pick<WrittenFile, 'content' | 'location' | 'partition'> {
  readonly fieldIds: string;
  readonly select: string;
}

async function writeFile(
  { sql, signal }: Writing,
  { fieldIds, select, ...file }: FileToWrite,
): Promise<WrittenFile> {
  await mkdir(dirname(file.location), { recursive: true });
  const to = quoteText(file.location);
  const options = `FORMAT parquet, COMPRESSION zstd, FIELD_IDS ${fieldIds}`;
  await sql.run(`COPY (${select}) TO ${to} (${options})`, signal);
  const { rows } = await sql.rows(
    `SELECT count(*) FROM read_parquet(${quotePath(file.location)})`,
    signal,
  );
  const { size } = await stat(file.location);
  return { ...file, rows: BigInt(rows[0]?.[0] ?? '0'), bytes: BigInt(size) };
}

/** The partition value of a row as text, the same for every row without partitions. */
function partitionKey({ partition, fields }: SampleTable): string {
  if (partition === undefined) return `''`;
  const column = quoteName(fields.find(({ id }) => id === partition.sourceId)?.name ?? '');
  switch (partition.transform) {
    case 'month':
      return `((year(${column}) - 1970) * 12 + month(${column}) - 1)::VARCHAR`;
    case 'day':
      return `(epoch_us(${column}) // 86400000000)::VARCHAR`;
    default:
      return column;
  }
}

/** The value as the manifest has it, and the folder as Iceberg's writers name it. */
function partitionOf(
  { partition }: SampleTable,
  value: string,
): { readonly path: string; readonly partition: readonly (string | number)[] } {
  if (partition === undefined) return { path: '', partition: [] };
  switch (partition.transform) {
    case 'month': {
      const months = Number(value);
      const month = String((months % 12) + 1).padStart(2, '0');
      const path = `${partition.name}=${1970 + Math.floor(months / 12)}-${month}/`;
      return { path, partition: [months] };
    }
    case 'day': {
      const day = new Date(Number(value) * 86_400_000).toISOString().slice(0, 10);
      return { path: `${partition.name}=${day}/`, partition: [Number(value)] };
    }
    default:
      return { path: `${partition.name}=${encodeURIComponent(value)}/`, partition: [value] };
  }
}

/** The next schema: a field that is there is replaced, another one added at the end. */
function evolved({ id, fields }: Schema, changes: readonly Field[]): Schema {
  const kept = fields.map((field) => changes.find((change) => change.id === field.id) ?? field);
  const added = changes.filter((change) => !fields.some((field) => field.id === change.id));
  return { id: id + 1, fields: [...kept, ...added] };
}

/** DuckDB's notation for the field ids of a column and of what is in it. */
function toFieldIds({ id, name, type }: Field): string {
  const inner = innerFieldIds(type);
  const ids = inner.length === 0 ? String(id) : `{__duckdb_field_id: ${[id, ...inner].join(', ')}}`;
  return `${quoteName(name)}: ${ids}`;
}

function innerFieldIds(type: IcebergType): readonly string[] {
  switch (type.kind) {
    case 'primitive':
      return [];
    case 'struct':
      return type.fields.map(toFieldIds);
    case 'list':
      return [toFieldIds({ ...type.element, name: 'element' })];
    case 'map':
      return [
        toFieldIds({ ...type.key, name: 'key' }),
        toFieldIds({ ...type.value, name: 'value' }),
      ];
  }
}

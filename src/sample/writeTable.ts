import { dirname } from 'node:path';
import { toDuckDbType } from '../iceberg/scan/duckDbType.js';
import { quotePath } from '../iceberg/scan/quotePath.js';
import type { Field, Schema } from '../iceberg/schema.js';
import { TableWriter } from '../iceberg/write/tableWriter.js';
import type { WrittenFile } from '../iceberg/write/writtenFile.js';
import { quoteName, quoteText } from '../util/quote.js';
import { writeParquet } from './parquetFile.js';
import { partitionPath, partitionSql } from './partitionSql.js';
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
    spec: { id: 0, fields: partition ?? [] },
    properties: { comment, owner, 'write.format.default': 'parquet' },
    seed: `${namespace}.${name}`,
  });
  for (const [i, step] of table.steps.entries()) {
    signal.throwIfAborted();
    await takeStep(
      { sql, table, folder, writer, signal, prefix: String(i).padStart(5, '0') },
      step,
    );
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
      return writer.commit({ operation: 'append', add, remove: [], at, branch: step.branch });
    }
    case 'overwrite': {
      const add = await writeData(writing, step.rows);
      const touched = new Set(add.map(toPartitionKey));
      const remove = writer.files(step.branch).filter((file) => touched.has(toPartitionKey(file)));
      return writer.commit({ operation: 'overwrite', add, remove, at, branch: step.branch });
    }
    case 'delete': {
      const add = await writePositionDeletes(writing, step.where, step.branch);
      return writer.commit({ operation: 'delete', add, remove: [], at, branch: step.branch });
    }
    case 'delete-equal': {
      const add = await writeEqualityDeletes(writing, step.key, step.rows);
      return writer.commit({ operation: 'delete', add, remove: [], at, branch: step.branch });
    }
    case 'upsert': {
      // Of one commit: the deletes hold for what was there before it.
      const add = [
        ...(await writeEqualityDeletes(writing, step.key, step.rows)),
        ...(await writeData(writing, step.rows)),
      ];
      return writer.commit({ operation: 'overwrite', add, remove: [], at, branch: step.branch });
    }
    case 'evolve':
      return writer.evolve(evolved(writer.schema, step.fields, step.drop ?? []), at);
    case 'repartition':
      return writer.repartition(step.partition, at);
    case 'tag':
    case 'branch':
      return writer.name(step.kind, step.name, at);
  }
}

function toPartitionKey({ specId, partition }: WrittenFile): string {
  return JSON.stringify([specId, partition]);
}

function writeData(writing: Writing, rows: string): Promise<readonly WrittenFile[]> {
  const { writer, table } = writing;
  const { fields } = writer.schema;
  return writeRows(writing, { content: 'data', columns: fields, rows, orderBy: table.orderBy });
}

function writeEqualityDeletes(
  writing: Writing,
  key: readonly string[],
  rows: string,
): Promise<readonly WrittenFile[]> {
  const columns = writing.writer.schema.fields.filter(({ name }) => key.includes(name));
  const names = columns.map(({ name }) => quoteName(name)).join(', ');
  const equalityIds = columns.map(({ id }) => id);
  return writeRows(writing, {
    content: 'equality-deletes',
    columns,
    rows,
    orderBy: names,
    equalityIds,
  });
}

interface RowsToWrite extends Pick<WrittenFile, 'content' | 'equalityIds'> {
  readonly columns: readonly Field[];
  /** A `SELECT` with at least the columns, and those that the table is partitioned by. */
  readonly rows: string;
  readonly orderBy: string;
}

/** One file for each partition of the rows. */
async function writeRows(
  { sql, writer, signal, folder, prefix }: Writing,
  { columns, rows, orderBy, ...file }: RowsToWrite,
): Promise<readonly WrittenFile[]> {
  const { schema, spec } = writer;
  const keys = spec.fields.map((field) => partitionSql(field, schema.fields));
  const typed = typedRows(
    rows,
    schema.fields,
    columns,
    spec.fields.map(({ sourceId }) => sourceId),
  );
  const partitions =
    keys.length === 0
      ? [[]]
      : (await sql.rows(`SELECT DISTINCT ${keys.join(', ')} FROM (${typed}) ORDER BY ALL`, signal))
          .rows;
  const names = columns.map(({ name }) => quoteName(name)).join(', ');
  const files: WrittenFile[] = [];
  for (const partition of partitions) {
    const where = keys.map(
      (key, i) => `${key} IS NOT DISTINCT FROM ${toLiteral(partition[i] ?? null)}`,
    );
    const path = partitionPath(spec.fields, partition);
    const newFile = {
      ...file,
      location: `${folder}/data/${path}${prefix}-${file.content}.parquet`,
      specId: spec.id,
      partition,
      columns,
      select: `SELECT ${names} FROM (${typed}) WHERE ${['true', ...where].join(' AND ')} ORDER BY ${orderBy}`,
    };
    files.push(await writeParquet(sql, newFile, signal));
  }
  return files;
}

/** The rows with the types of the table: what is written, and what partition values are taken from. */
function typedRows(
  rows: string,
  all: readonly Field[],
  columns: readonly Field[],
  sources: readonly number[],
): string {
  const needed = all.filter(
    (field) => columns.includes(field) || sources.some((id) => hasField(field, id)),
  );
  const casts = needed.map(
    ({ name, type }) => `CAST(${quoteName(name)} AS ${toDuckDbType(type)}) AS ${quoteName(name)}`,
  );
  return `SELECT ${casts.join(', ')} FROM (${rows})`;
}

function hasField({ id, type }: Field, wanted: number): boolean {
  return (
    id === wanted ||
    (type.kind === 'struct' && type.fields.some((field) => hasField(field, wanted)))
  );
}

function toLiteral(text: string | null): string {
  return text === null ? 'NULL' : quoteText(text);
}

/** One delete file for each data file that has such rows. */
async function writePositionDeletes(
  { sql, writer, signal, prefix }: Writing,
  where: string,
  branch: string | undefined,
): Promise<readonly WrittenFile[]> {
  const files: WrittenFile[] = [];
  for (const data of writer.files(branch).filter(({ content }) => content === 'data')) {
    const from = `read_parquet(${quotePath(data.location)}, file_row_number = true) WHERE ${where}`;
    const { rows } = await sql.rows(`SELECT count(*) FROM ${from}`, signal);
    if (rows[0]?.[0] === '0') continue;
    const newFile = {
      content: 'position-deletes',
      location: `${dirname(data.location)}/${prefix}-${files.length}-deletes.parquet`,
      specId: data.specId,
      partition: data.partition,
      columns: positionDeleteColumns,
      select: `SELECT ${quoteText(data.location)} AS file_path, file_row_number AS pos FROM ${from} ORDER BY pos`,
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

/** The next schema: a field that is there is replaced or dropped, another one added at the end. */
function evolved(
  { id, fields }: Schema,
  changes: readonly Field[],
  drop: readonly number[],
): Schema {
  const kept = fields
    .filter((field) => !drop.includes(field.id))
    .map((field) => changes.find((change) => change.id === field.id) ?? field);
  const added = changes.filter((change) => !fields.some((field) => field.id === change.id));
  return { id: id + 1, fields: [...kept, ...added] };
}

import type { Field, Schema } from '../iceberg/schema.js';
import { TableWriter } from '../iceberg/write/tableWriter.js';
import type { WrittenFile } from '../iceberg/write/writtenFile.js';
import { quoteName } from '../util/quote.js';
import type { SampleSql } from './sampleSql.js';
import type { SampleTable, Step } from './sampleTable.js';
import { writePositionDeletes, writeRows, type Writing } from './writeRows.js';

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
    const prefix = String(i).padStart(5, '0');
    await takeStep({ sql, folder, writer, signal, prefix }, table, step);
  }
}

async function takeStep(writing: Writing, { orderBy }: SampleTable, step: Step): Promise<void> {
  const { writer } = writing;
  const at = Date.parse(`${step.at}T04:00:00Z`);
  switch (step.kind) {
    case 'append': {
      const add = await writeData(writing, step.rows, orderBy);
      return writer.commit({ operation: 'append', add, remove: [], at, branch: step.branch });
    }
    case 'overwrite': {
      const add = await writeData(writing, step.rows, orderBy);
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
        ...(await writeData(writing, step.rows, orderBy)),
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

function writeData(
  writing: Writing,
  rows: string,
  orderBy: string,
): Promise<readonly WrittenFile[]> {
  const columns = writing.writer.schema.fields;
  return writeRows(writing, { content: 'data', columns, rows, orderBy });
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

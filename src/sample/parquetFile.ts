import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Field, IcebergType } from '../iceberg/schema.js';
import type { WrittenFile } from '../iceberg/write/writtenFile.js';
import { quoteName, quoteText } from '../util/quote.js';
import type { SampleSql } from './sampleSql.js';

export interface NewFile extends Omit<WrittenFile, 'bytes'> {
  readonly columns: readonly Field[];
  /** Its rows, with these columns in this order. */
  readonly select: string;
}

/** Writes a Parquet file with field ids. */
export async function writeParquet(
  sql: SampleSql,
  { columns, select, ...file }: NewFile,
  signal: AbortSignal,
): Promise<WrittenFile> {
  await mkdir(dirname(file.location), { recursive: true });
  const ids = columns.map(toFieldIds).join(', ');
  const options = `FORMAT parquet, COMPRESSION zstd, FIELD_IDS {${ids}}`;
  await sql.run(`COPY (${select}) TO ${quoteText(file.location)} (${options})`, signal);
  const { size } = await stat(file.location);
  return { ...file, bytes: BigInt(size) };
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

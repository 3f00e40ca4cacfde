import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { quotePath } from '../iceberg/scan/quotePath.js';
import type { Field, IcebergType } from '../iceberg/schema.js';
import type { ColumnMetrics, WrittenFile } from '../iceberg/write/writtenFile.js';
import { quoteName, quoteText } from '../util/quote.js';
import { leavesOf, toTextSql } from './columnSql.js';
import type { SampleSql } from './sampleSql.js';

export interface NewFile extends Omit<WrittenFile, 'rows' | 'bytes' | 'metrics'> {
  readonly columns: readonly Field[];
  /** Its rows, with these columns in this order. */
  readonly select: string;
}

/** Writes a Parquet file with field ids, and looks at what is in it. */
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
  return { ...file, bytes: BigInt(size), ...(await measure(sql, file.location, columns, signal)) };
}

async function measure(
  sql: SampleSql,
  location: string,
  columns: readonly Field[],
  signal: AbortSignal,
): Promise<Pick<WrittenFile, 'rows' | 'metrics'>> {
  const leaves = leavesOf(columns);
  const measures = leaves.flatMap(({ type, sql: column }) => {
    const isNan = isFloating(type) ? `isnan(${column})` : 'false';
    const bound = (which: 'min' | 'max'): string =>
      toTextSql(type, `${which}(${column}) FILTER (NOT ${isNan})`);
    return [`count(${column})`, `count_if(${isNan})`, bound('min'), bound('max')];
  });
  const { rows } = await sql.rows(
    `SELECT count(*), ${measures.join(', ')} FROM read_parquet(${quotePath(location)}, hive_partitioning = false)`,
    signal,
  );
  const [count, ...values] = rows[0] ?? [];
  const total = BigInt(count ?? 0);
  const metrics = leaves.map(({ id, type }, i): [number, ColumnMetrics] => {
    const [present, nans, lower, upper] = values.slice(i * 4, i * 4 + 4);
    const bounds =
      typeof lower === 'string' && typeof upper === 'string'
        ? { bounds: isFloating(type) ? withZeros(lower, upper) : { lower, upper } }
        : {};
    return [
      id,
      {
        type,
        values: total,
        nulls: total - BigInt(present ?? 0),
        ...(isFloating(type) ? { nans: BigInt(nans ?? 0) } : {}),
        ...bounds,
      },
    ];
  });
  return { rows: total, metrics: new Map(metrics) };
}

function isFloating(type: string): boolean {
  return type === 'float' || type === 'double';
}

/** Where a bound is a zero it may be the other one: DuckDB takes them for equal, Iceberg does not. */
function withZeros(lower: string, upper: string): NonNullable<ColumnMetrics['bounds']> {
  return {
    lower: Number(lower) === 0 ? '-0.0' : lower,
    upper: Number(upper) === 0 ? '0.0' : upper,
  };
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

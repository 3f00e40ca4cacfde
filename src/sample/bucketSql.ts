import type { PartitionField } from '../iceberg/metadata.js';
import { decodeSingleValue } from '../iceberg/singleValue.js';
import { applyTransform, parseTransform } from '../iceberg/transform.js';
import { toSingleValue } from '../iceberg/write/singleValue.js';
import { quoteText } from '../util/quote.js';
import { type Leaf, toTextSql } from './columnSql.js';
import type { SampleSql } from './sampleSql.js';

/**
 * The bucket of a row in text, as DuckDB's expression. DuckDB does not know Iceberg's hash: the
 * buckets of all values that the table `rows` has are put into a temporary table of this name.
 */
export async function bucketSql(
  sql: SampleSql,
  { sourceId, transform }: PartitionField,
  { type, sql: column }: Leaf,
  rows: string,
  signal: AbortSignal,
): Promise<string> {
  const table = `temp.buckets_of_${sourceId}`;
  const text = toTextSql(type, column);
  const found = await sql.rows(`SELECT DISTINCT ${text} FROM ${rows} ORDER BY 1`, signal);
  const bucketing = parseTransform(transform);
  const pairs = found.rows.flatMap(([value]) => {
    if (value === undefined || value === null) return [];
    const decoded = decodeSingleValue(type, toSingleValue(type, value));
    const bucket = decoded === undefined ? undefined : applyTransform(bucketing, type, decoded);
    if (typeof bucket !== 'bigint') throw new Error(`no ${transform} of ${type}`);
    return [`(${quoteText(value)}, ${quoteText(String(bucket))})`];
  });
  const values = pairs.length === 0 ? '(NULL, NULL)' : pairs.join(', ');
  await sql.run(
    `CREATE OR REPLACE TEMP TABLE buckets_of_${sourceId} AS SELECT * FROM (VALUES ${values}) AS b(value, bucket)`,
    signal,
  );
  return `(SELECT bucket FROM ${table} WHERE value = ${text})`;
}

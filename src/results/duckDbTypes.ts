/**
 * What becomes of DuckDB's types on the way through the store and out of it. In the store every type
 * of DuckDB is itself, and shown in DuckDB's own text, so nothing is lost. Parquet lacks some.
 */

/** Types that DuckDB writes to Parquet as something else: the first two as doubles, and so on. */
const notInParquet =
  /\b(HUGEINT|UHUGEINT|BIGNUM|INTERVAL|TIME WITH TIME ZONE|BIT|UNION|VARIANT|TIME_NS)\b/;

/** Whether a column of this type reads back from a Parquet file as it was. Else it is written as text. */
export function isExactInParquet(type: string): boolean {
  return !notInParquet.test(type);
}

/** Whether a value's text can be long without bound, so that a window cuts it. */
export function isUnbounded(type: string): boolean {
  return /VARCHAR|BLOB|BIT|BIGNUM|JSON|VARIANT|GEOMETRY|[[({]/.test(
    type.replace(/^DECIMAL\([^)]*\)$/, ''),
  );
}

/** Whether values are numbers, NaN and infinities among them. */
export function isNumber(type: string): boolean {
  return /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|BIGNUM|FLOAT|DOUBLE|DECIMAL\(.*\))$/.test(
    type,
  );
}

/** Whether values are days or moments; a time of day and an interval are not. */
export function isTime(type: string): boolean {
  return /^(DATE|TIMESTAMP(_S|_MS|_NS)?|TIMESTAMP WITH TIME ZONE)$/.test(type);
}

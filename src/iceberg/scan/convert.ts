import { quoteText } from '../../util/quote.js';

/**
 * The SQL of `value`, which a file has as DuckDB's type `from`, as the type `to`; `undefined` where
 * that could lose something. Iceberg's promotions are here, and what files hold that were made by
 * others before they became a table's.
 */
export function convert(value: string, from: string, to: string): string | undefined {
  if (from === to) return value;
  if (from === int96) {
    return to === 'TIMESTAMP_NS' ? undefined : convert(value, 'TIMESTAMP', to);
  }
  if (from === nothing) return `CAST(NULL AS ${to})`;
  if (isChecked(from, to)) return `CAST(${value} AS ${to})`;
  switch (`${from} → ${to}`) {
    // Cast, they would be shifted by the zone of the session. Old engines write one for the other.
    case 'TIMESTAMP → TIMESTAMP WITH TIME ZONE':
    case 'TIMESTAMP WITH TIME ZONE → TIMESTAMP':
      return `(${value} AT TIME ZONE 'UTC')`;
    case 'TIMESTAMP_NS → TIMESTAMP':
      return (
        `CASE WHEN epoch_ns(${value}) % 1000 <> 0 ` +
        `THEN CAST(error(${quoteText('a time in nanoseconds does not fit a column in microseconds')}) AS TIMESTAMP) ` +
        `ELSE CAST(${value} AS TIMESTAMP) END`
      );
    // Text and bytes that a writer did not mark as such; a cast would escape them.
    case 'BLOB → VARCHAR':
      return `decode(${value})`;
    case 'VARCHAR → BLOB':
      return `encode(${value})`;
    default:
      return undefined;
  }
}

/** The timestamps of old engines. They have nanoseconds, which DuckDB cuts off. */
export const int96 = 'INT96';

/** What `parquet_schema` calls a column that never has a value. */
const nothing = '"NULL"';

/** Whether a cast keeps the value or fails. */
function isChecked(from: string, to: string): boolean {
  return (
    (integers.has(from) && integers.has(to)) || sameScale(from, to) || casts.has(`${from} → ${to}`)
  );
}

const integers: ReadonlySet<string> = new Set([
  'TINYINT',
  'SMALLINT',
  'INTEGER',
  'BIGINT',
  'UTINYINT',
  'USMALLINT',
  'UINTEGER',
  'UBIGINT',
]);

const casts: ReadonlySet<string> = new Set([
  'FLOAT → DOUBLE',
  'DATE → TIMESTAMP',
  'DATE → TIMESTAMP_NS',
  'TIMESTAMP → TIMESTAMP_NS',
  'TIME WITH TIME ZONE → TIME',
  'BLOB → UUID',
  'JSON → VARCHAR',
]);

function sameScale(from: string, to: string): boolean {
  const [a, b] = [from, to].map((name) => /^DECIMAL\(\d+,(\d+)\)$/.exec(name)?.[1]);
  return a !== undefined && a === b;
}

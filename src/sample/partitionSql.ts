import type { PartitionField } from '../iceberg/metadata.js';
import type { ValueText } from '../iceberg/write/writtenFile.js';
import { type Leaf, toTextSql } from './columnSql.js';

/** The partition value of a row in the text of `ValueText`, as DuckDB's expression; buckets are `bucketSql`. */
export function partitionSql(transform: string, { sql, type }: Leaf): string {
  const [, name = '', width] = /^(\w+)(?:\[(\d+)\])?$/.exec(transform) ?? [];
  switch (name) {
    case 'identity':
      return toTextSql(type, sql);
    case 'year':
    case 'month':
    case 'day':
    case 'hour': {
      // Not in the zone of the session.
      const time =
        type === 'timestamptz' ? `(${sql} AT TIME ZONE 'UTC')` : `CAST(${sql} AS TIMESTAMP)`;
      return `CAST(date_diff('${name}', TIMESTAMP '1970-01-01', ${time}) AS VARCHAR)`;
    }
    case 'truncate':
      return toTextSql(type, truncated(type, sql, Number(width)));
    default:
      throw new Error(`the sample does not partition by ${transform}`);
  }
}

function truncated(type: string, sql: string, width: number): string {
  if (type === 'string') return `left(${sql}, ${width})`;
  const scale = Number(/^decimal\(\d+, (\d+)\)$/.exec(type)?.[1] ?? 0);
  const unit = scale === 0 ? String(width) : `(${width} * 1e-${scale}::${type})`;
  // The remainder of a negative number is negative.
  return `(${sql} - ((${sql} % ${unit}) + ${unit}) % ${unit})`;
}

/** The folder of a partition, named as Iceberg's writers do: `day=2026-07-01/channel=web/`. */
export function partitionPath(
  fields: readonly PartitionField[],
  values: readonly (ValueText | null)[],
): string {
  return fields
    .map(({ name, transform }, i) => {
      const value = values[i] ?? null;
      const text = value === null ? 'null' : readable(transform, value);
      return `${encodeURIComponent(name)}=${encodeURIComponent(text)}/`;
    })
    .join('');
}

function readable(transform: string, value: ValueText): string {
  const count = Number(value);
  const digits = { year: 4, month: 7, day: 10 } as const;
  switch (transform) {
    case 'year':
    case 'month': {
      const months = transform === 'year' ? count * 12 : count;
      return new Date(Date.UTC(1970, months)).toISOString().slice(0, digits[transform]);
    }
    case 'day':
      return new Date(count * 86_400_000).toISOString().slice(0, digits.day);
    case 'hour':
      return new Date(count * 3_600_000).toISOString().slice(0, 13).replace('T', '-');
    default:
      return value;
  }
}

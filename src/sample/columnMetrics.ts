import type { Field } from '../iceberg/schema.js';
import type { ColumnMetrics, WrittenFile } from '../iceberg/write/writtenFile.js';
import { leavesOf, toTextSql } from './columnSql.js';

/** What is known of the rows of one file. */
export type RowMetrics = Pick<WrittenFile, 'rows' | 'metrics'>;

/** Aggregates over rows with these columns, as DuckDB's expressions; `toMetrics` reads their values. */
export function measuresSql(columns: readonly Field[]): readonly string[] {
  const ofColumns = leavesOf(columns).flatMap(({ type, sql }) => {
    const isNan = isFloating(type) ? `isnan(${sql})` : 'false';
    const bound = (which: 'min' | 'max'): string =>
      toTextSql(type, `${which}(${sql}) FILTER (NOT ${isNan})`);
    return [`count(${sql})`, `count_if(${isNan})`, bound('min'), bound('max')];
  });
  return ['count(*)', ...ofColumns];
}

export function toMetrics(
  columns: readonly Field[],
  [count, ...values]: readonly (string | null)[],
): RowMetrics {
  const rows = BigInt(count ?? 0);
  const metrics = leavesOf(columns).map(({ id, type }, i): [number, ColumnMetrics] => {
    const [present, nans, lower, upper] = values.slice(i * 4, i * 4 + 4);
    const bounds =
      typeof lower === 'string' && typeof upper === 'string'
        ? { bounds: isFloating(type) ? withZeros(lower, upper) : { lower, upper } }
        : {};
    return [
      id,
      {
        type,
        values: rows,
        nulls: rows - BigInt(present ?? 0),
        ...(isFloating(type) ? { nans: BigInt(nans ?? 0) } : {}),
        ...bounds,
      },
    ];
  });
  return { rows, metrics: new Map(metrics) };
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

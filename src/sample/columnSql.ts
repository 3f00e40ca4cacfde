import type { Field } from '../iceberg/schema.js';
import { quoteName } from '../util/quote.js';

/** A primitive column, or one within structs: what has bounds, and what can be partitioned by. */
export interface Leaf {
  readonly id: number;
  readonly type: string;
  /** DuckDB's expression for it. */
  readonly sql: string;
}

/** The leaves of columns, without what is in lists and maps. */
export function leavesOf(fields: readonly Field[], prefix = ''): readonly Leaf[] {
  return fields.flatMap(({ id, name, type }): readonly Leaf[] => {
    const sql = `${prefix}${quoteName(name)}`;
    switch (type.kind) {
      case 'primitive':
        return [{ id, type: type.name, sql }];
      case 'struct':
        return leavesOf(type.fields, `${sql}.`);
      case 'list':
      case 'map':
        return [];
    }
  });
}

/** A value of a primitive type in the text of `ValueText`. */
export function toTextSql(type: string, sql: string): string {
  switch (type) {
    case 'date':
      return `CAST(${sql} - DATE '1970-01-01' AS VARCHAR)`;
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return `CAST(epoch_us(${sql}) AS VARCHAR)`;
    default:
      return type === 'binary' || type.startsWith('fixed')
        ? `hex(${sql})`
        : `CAST(${sql} AS VARCHAR)`;
  }
}

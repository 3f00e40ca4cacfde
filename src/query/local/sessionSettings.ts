import type { DuckDbContext } from '../../duckdb/duckDbApi.js';
import type { DuckDbClient } from '../../duckdb/duckDbClient.js';

/** Settings by which the same text can give other rows, with what they are at first. */
const atFirst: Readonly<Record<string, string>> = {
  Calendar: 'gregorian',
  default_collation: '',
  default_null_order: 'NULLS_LAST',
  default_order: 'ASCENDING',
  ieee_floating_point_ops: 'true',
  integer_division: 'false',
  lambda_syntax: 'DEFAULT',
  old_implicit_casting: 'false',
  order_by_non_integer_literal: 'false',
  scalar_subquery_error_on_multiple_rows: 'true',
};

/** The settings of a session that decide what its statements mean. The time zone is the machine's at first. */
export async function sessionSettings(
  duckdb: DuckDbClient,
  context: DuckDbContext,
  signal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const names = ['TimeZone', ...Object.keys(atFirst)].map((name) => `'${name}'`).join(', ');
  const sql = `SELECT name, value FROM duckdb_settings() WHERE name IN (${names}) ORDER BY name`;
  const { rows } = await duckdb.rows(sql, signal, context);
  return Object.fromEntries(
    rows.flatMap(([name, value]) =>
      name == null || value == null || atFirst[name] === value ? [] : [[name, value]],
    ),
  );
}

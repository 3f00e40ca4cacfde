import { isReserved } from '../util/quote.js';

/** The dialects in which statements over tables are written for people to copy. */
export type TableDialect = 'duckdb' | 'athena' | 'trino' | 'spark';

/** A name in a query, in quotes only where it needs them. */
export function nameIn(dialect: TableDialect, name: string): string {
  const isPlain = /^[a-z_][a-z0-9_]*$/.test(name) && !isReserved(name);
  if (isPlain && (dialect === 'duckdb' || !alsoReserved.has(name))) return name;
  return dialect === 'spark' ? inBackticks(name) : `"${name.replaceAll('"', '""')}"`;
}

/** A name in a statement that defines a table: Athena takes Hive's quotes there. */
export function definedNameIn(dialect: TableDialect, name: string): string {
  return dialect === 'athena' ? inBackticks(name) : nameIn(dialect, name);
}

function inBackticks(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** A text literal. Hive's grammar, in which Athena and Spark define tables, has no doubled quotes. */
export function textIn(dialect: TableDialect, text: string): string {
  return dialect === 'athena' || dialect === 'spark'
    ? `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
    : `'${text.replaceAll("'", "''")}'`;
}

/** Reserved in Trino, Athena's DDL or ANSI Spark, and not in DuckDB. */
const alsoReserved: ReadonlySet<string> = new Set(
  `alter between by cube current_date current_time current_timestamp current_user date deallocate delete
  drop escape execute exists external extract function grouping if insert interval is json_array listagg
  local localtime localtimestamp map minus normalize nullif of percent prepare recursive rollup row rows
  session_user skip stored table timestamp trim trigger truncate uescape unnest update user values`.split(
    /\s+/,
  ),
);

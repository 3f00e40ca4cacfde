import {
  type DuckDBConnection,
  type DuckDBPreparedStatement,
  StatementType,
} from '@duckdb/node-api';
import type { DuckDbColumn, DuckDbRows, DuckDbStatement } from '../duckDbApi.js';
import { toFailure } from './failure.js';

/** What DuckDB makes of one statement, without running it. */
export async function prepare(connection: DuckDBConnection, sql: string): Promise<DuckDbStatement> {
  const extracted = await extract(connection, sql);
  if (extracted === undefined) return { kind: 'none', columns: [], parameters: [] };
  // A `PIVOT` becomes several, of which the last can be prepared only after the first ran.
  if (extracted.count > 1) return { kind: 'several', columns: [], parameters: [] };
  const statement = await extracted.prepare(0);
  try {
    // What is not known here may write.
    const kind = kinds[statement.statementType] ?? 'write';
    const parameters = Array.from({ length: statement.parameterCount }, (_, index) =>
      statement.parameterName(index + 1),
    );
    const hasRows = kind === 'select' || kind === 'explain' || kind === 'call';
    // The types of columns that depend on parameters are not known yet.
    const columns = hasRows && parameters.length === 0 ? columnsOf(statement) : [];
    return { kind, columns, parameters };
  } finally {
    statement.destroySync();
  }
}

/** All rows as DuckDB's own text. Only what can not stand in a `FROM` is turned into text here. */
export async function rowsAsText(connection: DuckDBConnection, sql: string): Promise<DuckDbRows> {
  const { kind, columns } = await prepare(connection, sql);
  if (kind === 'select') {
    const reader = await connection
      .runAndReadAll(`${asTextPrefix}${sql}\n)`)
      .catch((error: unknown) => {
        throw toFailure(error, sql, asTextPrefix);
      });
    return { columns, rows: reader.getRows() as (string | null)[][] }; // Every column was cast.
  }
  const reader = await connection.runAndReadAll(sql);
  const names = reader.columnNames();
  const types = reader.columnTypes();
  return {
    columns: names.map((name, index) => ({ name, type: String(types[index]) })),
    rows: reader
      .getRows()
      .map((row) => row.map((value) => (value === null ? null : String(value)))),
  };
}

/** Every column as text. DuckDB's library for Node drops a byte order mark with which a text begins: that gets a second one. */
const asTextPrefix = `SELECT CASE WHEN starts_with(CAST(COLUMNS(*) AS VARCHAR), chr(65279))
  THEN chr(65279) || CAST(COLUMNS(*) AS VARCHAR) ELSE CAST(COLUMNS(*) AS VARCHAR) END FROM (\n`;

async function extract(
  connection: DuckDBConnection,
  sql: string,
): Promise<Awaited<ReturnType<DuckDBConnection['extractStatements']>> | undefined> {
  const extracted = await connection.extractStatements(sql).catch((error: unknown) => {
    // What DuckDB answers to nothing but blanks and comments.
    if (error instanceof Error && error.message === 'Error in native callback') return undefined;
    throw error;
  });
  return extracted?.count === 0 ? undefined : extracted;
}

function columnsOf(statement: DuckDBPreparedStatement): DuckDbColumn[] {
  return Array.from({ length: statement.columnCount }, (_, index) => ({
    name: statement.columnName(index),
    type: String(statement.columnType(index)),
  }));
}

const kinds: Readonly<Partial<Record<StatementType, DuckDbStatement['kind']>>> = {
  [StatementType.SELECT]: 'select',
  [StatementType.EXPLAIN]: 'explain',
  [StatementType.CALL]: 'call',
  [StatementType.PRAGMA]: 'call',
  [StatementType.LOAD]: 'install',
  [StatementType.UPDATE_EXTENSIONS]: 'install',
  [StatementType.SET]: 'set',
  [StatementType.VARIABLE_SET]: 'set',
};

import type { DuckDBConnection } from '@duckdb/node-api';
import { type DuckDbStored, ownDatabase, ownStorage, resultTable } from '../duckDbApi.js';
import { quoteName, quoteText } from '../../util/quote.js';
import { removeDatabase } from '../removeDatabase.js';
import { toFailure } from './failure.js';
import { rowsAsText } from './statement.js';

let lastStore = 0;

/**
 * Runs `before`, then writes the rows of a query, in their order and with their types, as the table `result` into the
 * new database file `file`, which is closed at the end. What failed leaves no file behind.
 */
export async function store(
  connection: DuckDBConnection,
  {
    before = '',
    sql,
    file,
  }: { readonly before?: string; readonly sql: string; readonly file: string },
  cleanUp: (sql: string) => Promise<void>,
): Promise<DuckDbStored> {
  const database = quoteName(`${ownDatabase}store_${++lastStore}`);
  const table = `${database}.${resultTable}`;
  const prefix = `CREATE TABLE ${table} AS SELECT * FROM (\n`;
  let stored = false;
  try {
    await connection.run(`${before}; ATTACH ${quoteText(file)} AS ${database} (${ownStorage})`);
    await connection.run(`${prefix}${sql}\n)`).catch((error: unknown) => {
      throw toFailure(error, sql, prefix);
    });
    const described = await rowsAsText(connection, `DESCRIBE ${table}`);
    const counted = await rowsAsText(connection, `SELECT count(*) FROM ${table}`);
    await connection.run(`DETACH ${database}`);
    stored = true;
    return {
      columns: described.rows.map(([name, type]) => ({ name: name ?? '', type: type ?? '' })),
      rows: Number(counted.rows[0]?.[0]),
    };
  } finally {
    if (!stored) {
      // On another connection: this one may be under interrupt.
      await cleanUp(`DETACH DATABASE IF EXISTS ${database}`);
      await removeDatabase(file);
    }
  }
}

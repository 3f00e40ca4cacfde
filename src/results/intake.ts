import { rm, writeFile } from 'node:fs/promises';
import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import { ownDatabase, resultTable } from '../duckdb/duckDbApi.js';
import type { QueryResult, ResultColumn, Row } from '../query/queryEngine.js';
import { quoteName, quoteText } from '../util/quote.js';
import type { StoredColumn } from './storedResult.js';

export interface TakenIn {
  /** The database file that now has the rows, as the table `result`. */
  readonly file: string;
  readonly columns: readonly StoredColumn[];
  readonly rows: number;
}

/** Brings the rows of any kind of result into a database file; `target` is where one may be made. */
export async function intake(
  duckdb: DuckDbClient,
  result: Exclude<QueryResult, { kind: 'none' }>,
  target: string,
  signal: AbortSignal,
): Promise<TakenIn> {
  switch (result.kind) {
    case 'relation': {
      const columns = result.columns.map((column) => ({ ...column, storedType: column.type }));
      return { file: result.file, columns, rows: result.rows };
    }
    case 'parquet': {
      const files = result.files.map(quoteText).join(', ');
      const sql = `SELECT * FROM read_parquet([${files}])`;
      const { columns, rows } = await duckdb.store({ sql, file: target }, ignore, signal);
      return { file: target, columns: label(columns, columns), rows };
    }
    case 'csv': {
      const csv = `${target}.csv`;
      try {
        await writeFile(csv, result.bytes, { signal });
        const names = result.columns.map((_column, index) => `c${index}: 'VARCHAR'`).join(', ');
        const sql = `SELECT * FROM read_csv(${quoteText(csv)}, columns = {${names}}, header = true,
                     auto_detect = false, delim = ',', quote = '"', escape = '"', allow_quoted_nulls = false)`;
        const { columns, rows } = await duckdb.store({ sql, file: target }, ignore, signal);
        return { file: target, columns: label(columns, result.columns), rows };
      } finally {
        await rm(csv, { force: true });
      }
    }
    case 'rows':
      return intakeRows(duckdb, result.columns, result.pages, target, signal);
  }
}

/** Rows that came as text stay text: whether they are numbers is the engine's to say, not ours. */
async function intakeRows(
  duckdb: DuckDbClient,
  columns: readonly ResultColumn[],
  pages: AsyncIterable<readonly Row[]>,
  target: string,
  signal: AbortSignal,
): Promise<TakenIn> {
  const stored = columns.map((column, index) => ({
    ...column,
    stored: `c${index}`,
    storedType: 'VARCHAR',
  }));
  const database = quoteName(`${ownDatabase}${target}`);
  const definitions = stored.map((column) => `${column.stored} VARCHAR`).join(', ');
  // Pages may be long in coming: in between DuckDB may let go of the file, or be started again.
  const attach = `ATTACH IF NOT EXISTS ${quoteText(target)} AS ${database}`;
  await duckdb.run(
    `${attach};
     CREATE TABLE ${database}.${resultTable} (${definitions})`,
    signal,
  );
  let count = 0;
  try {
    for await (const page of pages) {
      if (page.length === 0) continue;
      count += page.length;
      const values = page.map(
        (row) => `(${row.map((value) => (value === null ? 'NULL' : quoteText(value))).join(', ')})`,
      );
      await duckdb.run(
        `${attach}; INSERT INTO ${database}.${resultTable} VALUES ${values.join(', ')}`,
        signal,
      );
    }
  } finally {
    await duckdb.run(`DETACH DATABASE IF EXISTS ${database}`, new AbortController().signal);
  }
  return { file: target, columns: stored, rows: count };
}

function label(
  stored: readonly ResultColumn[],
  labels: readonly ResultColumn[],
): readonly StoredColumn[] {
  return stored.map(({ name, type }, index) => {
    const { name: shown, type: given } = labels[index] ?? { name, type };
    return { name: shown, type: given, stored: name, storedType: type };
  });
}

function ignore(): void {
  // Whoever reads files tells nothing of how far it is.
}

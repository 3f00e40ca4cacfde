import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { exactValue, type ExactValue } from './exactValue.js';

/** DuckDB inside the test's own process, as the catalog and the sample want it. */
export class TestDuckDb {
  #connection: Promise<DuckDBConnection> | undefined;

  async run(sql: string): Promise<void> {
    const connection = await this.#connect();
    const statements = await connection.extractStatements(sql);
    for (let i = 0; i < statements.count; i++) await (await statements.prepare(i)).run();
  }

  /** Every value in DuckDB's own text. */
  async rows(sql: string): Promise<{ readonly rows: readonly (readonly (string | null)[])[] }> {
    const connection = await this.#connect();
    const reader = await connection.runAndReadAll(
      // With a sign before it a text keeps a byte order mark that it begins with.
      `SELECT '.' || CAST(COLUMNS(*) AS VARCHAR) FROM (${sql})`,
    );
    const rows = reader.getRows().map((row) =>
      row.map((value) => {
        if (value === null) return value;
        if (typeof value === 'string') return value.slice(1);
        throw new TypeError('DuckDB gave something else than text');
      }),
    );
    return { rows };
  }

  /** The names of the columns, and every value without loss. */
  async exact(sql: string): Promise<{
    readonly columns: readonly string[];
    readonly rows: readonly (readonly ExactValue[])[];
  }> {
    const reader = await (await this.#connect()).runAndReadAll(sql);
    const types = reader.columnTypes();
    const rows = reader.getRows().map((row) =>
      row.map((value, i) => {
        const type = types[i];
        if (type === undefined) throw new TypeError('DuckDB gave a value without a type');
        return exactValue(value, type);
      }),
    );
    return { columns: reader.columnNames(), rows };
  }

  /** What `EXPLAIN` says. */
  async plan(sql: string): Promise<string> {
    const reader = await (await this.#connect()).runAndReadAll(sql);
    return reader.getRows().flat().map(String).join('\n');
  }

  async close(): Promise<void> {
    (await this.#connection)?.closeSync();
    this.#connection = undefined;
  }

  #connect(): Promise<DuckDBConnection> {
    this.#connection ??= DuckDBInstance.create(':memory:').then((instance) => instance.connect());
    return this.#connection;
  }
}

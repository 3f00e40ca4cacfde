import { basename } from 'node:path';
import { ownDatabase, resultTable } from '../duckdb/duckDbApi.js';
import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import { quoteName, quoteText } from '../util/quote.js';
import { Kept } from './kept.js';

/** A table in a file that DuckDB has open. */
export interface OpenTable {
  /** What must have run before the table is used: DuckDB's process may be a new one. */
  readonly before: string;
  /** Its name in SQL. */
  readonly table: string;
}

const mostOpen = 16;

/** The database files that DuckDB reads from, each with the one table `result`. */
export class ResultFiles {
  readonly #kept: Kept<OpenTable>;

  constructor(duckdb: DuckDbClient) {
    this.#kept = new Kept(mostOpen, (file) =>
      duckdb
        .run(`DETACH DATABASE IF EXISTS ${databaseOf(file)}`, new AbortController().signal)
        // Without a process nothing is open.
        .catch(() => undefined),
    );
  }

  /** The file stays open while `use` runs. */
  read<R>(file: string, use: (open: OpenTable) => Promise<R>): Promise<R> {
    const database = databaseOf(file);
    const open = (): OpenTable => ({
      before: `ATTACH IF NOT EXISTS ${quoteText(file)} AS ${database} (READ_ONLY)`,
      table: `${database}.main.${resultTable}`,
    });
    return this.#kept.use(file, open, use);
  }

  /** Before a file is removed. */
  close(file: string): Promise<void> {
    return this.#kept.drop((key) => key === file);
  }
}

function databaseOf(file: string): string {
  return quoteName(`${ownDatabase}file_${basename(file)}`);
}

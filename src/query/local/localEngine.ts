import { randomUUID } from 'node:crypto';
import type { Catalog } from '../../catalog/catalog.js';
import type { DuckDbClient } from '../../duckdb/duckDbClient.js';
import {
  QueryError,
  type QueryEngine,
  type QueryExecution,
  type Submission,
} from '../queryEngine.js';
import { LocalExecution } from './localExecution.js';
import { LocalTables } from './localTables.js';
import type { AnalyzeSql } from './statementUses.js';

export interface LocalEngineOptions {
  /** The connection's name: also a name for its catalog in SQL, `sample.gold.orders`. */
  readonly name: string;
  readonly duckdb: DuckDbClient;
  readonly catalogs: readonly Catalog[];
  /** Refuses everything but reading. */
  readonly readOnly: boolean;
  /** What tells which tables a statement reads and what it asks of them; without it all files are read. */
  readonly analyze?: AnalyzeSql;
  /** A new file into which a query may write its rows. */
  readonly newResultFile: () => Promise<string>;
}

/** SQL by the embedded DuckDB over the files that the catalogs of a connection resolve. */
export class LocalEngine implements QueryEngine {
  readonly name: string;
  readonly #options: LocalEngineOptions;
  readonly #tables: LocalTables;

  constructor(options: LocalEngineOptions) {
    this.name = options.name;
    this.#options = options;
    this.#tables = new LocalTables(
      options.duckdb,
      databaseName(options.name),
      options.catalogs,
      options.analyze,
    );
  }

  submit(submission: Submission, signal: AbortSignal): Promise<QueryExecution> {
    if (signal.aborted)
      return Promise.reject(new QueryError('cancelled', 'cancelled before the start'));
    const execution = new LocalExecution(
      randomUUID(),
      submission,
      { ...this.#options, tables: this.#tables },
      signal,
    );
    return Promise.resolve(execution);
  }

  /** A local query ends with the window that started it. */
  attach(id: string): Promise<QueryExecution> {
    return Promise.reject(new QueryError('not-found', `the query ${id} has ended with its window`));
  }
}

/** Names that DuckDB has for databases of its own are not available for ours. */
function databaseName(name: string): string {
  return ['memory', 'system', 'temp'].includes(name.toLowerCase()) ? `${name}_` : name;
}

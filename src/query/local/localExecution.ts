import type { FileCounts } from '../../catalog/catalog.js';
import type { DuckDbStatement } from '../../duckdb/duckDbApi.js';
import type { DuckDbClient } from '../../duckdb/duckDbClient.js';
import {
  QueryError,
  type QueryExecution,
  type QueryResult,
  type QueryState,
  type QueryStatistics,
  type StatementReads,
  type Submission,
} from '../queryEngine.js';
import type { EditedSql } from './editedSql.js';
import type { Bound, LocalTables } from './localTables.js';
import { sessionSettings } from './sessionSettings.js';
import { checkAllowed, checkNoParameters } from './permission.js';
import { toQueryError } from './toQueryError.js';

export interface ExecutionOptions {
  readonly duckdb: DuckDbClient;
  readonly tables: LocalTables;
  readonly readOnly: boolean;
  readonly newResultFile: () => Promise<string>;
}

/** One statement on its way through DuckDB. */
export class LocalExecution implements QueryExecution {
  readonly id: string;
  readonly #submission: Submission;
  readonly #options: ExecutionOptions;
  readonly #signal: AbortSignal;
  #result: QueryResult | undefined;

  constructor(id: string, submission: Submission, options: ExecutionOptions, signal: AbortSignal) {
    this.id = id;
    this.#submission = submission;
    this.#options = options;
    this.#signal = signal;
  }

  async *states(): AsyncGenerator<QueryState> {
    const start = performance.now();
    yield { kind: 'queued' };
    let bound: Bound | undefined;
    try {
      bound = await this.#bind();
      const reads = await this.#reads(bound);
      yield { kind: 'running' };
      const latest = new Latest<number>();
      const running = this.#run(bound, (done) => {
        latest.set(done);
      }).finally(() => {
        latest.end();
      });
      // Heard of below; until then it must not count as unhandled.
      running.catch(() => undefined);
      for await (const progress of latest) yield { kind: 'running', progress };
      this.#result = await running;
      const elapsedMs = performance.now() - start;
      const statistics = { elapsedMs, ...toStatistics(bound.files) };
      yield { kind: 'succeeded', statistics, ...(reads === undefined ? {} : { reads }) };
    } catch (error) {
      yield this.#signal.aborted
        ? { kind: 'cancelled' }
        : { kind: 'failed', error: this.#toQueryError(error, bound?.sql) };
    } finally {
      bound?.release();
    }
  }

  result(): Promise<QueryResult> {
    return this.#result === undefined
      ? Promise.reject(new QueryError('not-found', 'the query has not succeeded'))
      : Promise.resolve(this.#result);
  }

  async #bind(): Promise<Bound> {
    const { sql, schema: namespace, session } = this.#submission;
    checkNoParameters(sql);
    const options = { namespace, ...(session === undefined ? {} : { session }) };
    const { duckdb, tables, readOnly } = this.#options;
    const bound = await tables.bind(sql, options, this.#signal);
    const prepare = (text: string): Promise<DuckDbStatement> =>
      duckdb.prepare(text, this.#signal, this.#context());
    await checkAllowed(bound.statement, bound.sql.text, readOnly, prepare).catch(
      (error: unknown) => {
        bound.release();
        throw error;
      },
    );
    return bound;
  }

  /** On what the rows of a query depend. It is asked before the query runs, which may take long. */
  async #reads({ statement, reads }: Bound): Promise<StatementReads | undefined> {
    if (statement.kind !== 'select' && statement.kind !== 'several') return undefined;
    const context = { ...this.#context(), process: statement.process };
    return {
      ...reads,
      settings: await sessionSettings(this.#options.duckdb, context, this.#signal),
    };
  }

  async #run(
    { statement, sql: { text: sql } }: Bound,
    onProgress: (done: number) => void,
  ): Promise<QueryResult> {
    const { duckdb, newResultFile } = this.#options;
    const context = { ...this.#context(), process: statement.process };
    switch (statement.kind) {
      case 'none':
        return { kind: 'none' };
      case 'write':
      case 'set':
      case 'install':
        await duckdb.run(sql, this.#signal, context);
        return { kind: 'none' };
      case 'explain':
      case 'call': {
        const { columns, rows } = await duckdb.rows(sql, this.#signal, context);
        return { kind: 'rows', columns, pages: one(rows) };
      }
      case 'select':
      case 'several': {
        const file = await newResultFile();
        const stored = await duckdb.store({ sql, file }, onProgress, this.#signal, context);
        const isNamed = statement.columns.length === stored.columns.length;
        const columns = stored.columns.map(({ name, type }, index) => ({
          name: (isNamed ? statement.columns[index]?.name : undefined) ?? name,
          type,
          stored: name,
        }));
        return { kind: 'relation', file, columns, rows: stored.rows };
      }
    }
  }

  #context(): { readonly schema: readonly [string, string]; readonly session?: string } {
    const { schema, session } = this.#submission;
    return {
      schema: this.#options.tables.schema(schema),
      ...(session === undefined ? {} : { session }),
    };
  }

  #toQueryError(error: unknown, sql: EditedSql | undefined): QueryError {
    const failure = sql?.toQueryError(error) ?? toQueryError(error, this.#submission.sql);
    if (!(error instanceof Error) || error instanceof QueryError) return failure;
    // A file that turns out to be missing or broken while it is read is a table's.
    const table = this.#options.tables.tableAt(error.message);
    if (table === undefined) return failure;
    const { code, message, retryable } = failure;
    return new QueryError(code, `${table}: ${message}`, { cause: error, retryable });
  }
}

function toStatistics(files: FileCounts | undefined): Omit<QueryStatistics, 'elapsedMs'> {
  if (files === undefined || files.read + (files.total ?? 0) === 0) return {};
  const { bytes, ...counts } = files;
  return { files: counts, scannedBytes: Number(bytes) };
}

async function* one<T>(page: T): AsyncGenerator<T> {
  yield await Promise.resolve(page);
}

/** A value that changes, for one reader, who may miss some but not the end. */
class Latest<T> implements AsyncIterable<T> {
  #value: { readonly value: T } | undefined;
  #ended = false;
  #wake: () => void = () => undefined;

  set(value: T): void {
    this.#value = { value };
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    while (!this.#ended) {
      const found = this.#value;
      this.#value = undefined;
      if (found === undefined) await new Promise<void>((resolve) => (this.#wake = resolve));
      else yield found.value;
    }
  }
}

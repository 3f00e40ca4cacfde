import type { DuckDbRow } from '../../duckdb/duckDbApi.js';
import { isUnbounded } from '../duckDbTypes.js';
import type { ExportJob } from './exportJob.js';

/** Values at a time, and characters of those that can be long: what the host holds of a result. */
const mostValues = 200_000;
const mostRows = 20_000;
const mostCharacters = 8_000_000;

/** Of the time that rows of a view take, what it takes to make them ready. */
const preparingShare = 0.3;

/** All rows of a view, in pages of a size that depends on what is in them. */
export class ViewPages {
  readonly #job: ExportJob;
  readonly #values: readonly string[];
  /** From 0 to 1: where the progress of the pages begins. */
  #prepared = 0;
  #running: Promise<unknown> = Promise.resolve();

  /** `values` are SQL of one text for each column of the result. */
  constructor(job: ExportJob, values: readonly string[]) {
    this.#job = job;
    this.#values = values;
  }

  /** Counts the rows, for which a sorted or filtered view of a large result is made ready. */
  async count(): Promise<number> {
    const { results, result, view, onProgress, signal } = this.#job;
    const tell = (done: number): void => {
      this.#prepared = preparingShare;
      onProgress(done * preparingShare);
    };
    return results.prepare(result, view, tell, signal);
  }

  /** Pages, of which the next one is read while one is used. */
  async *read(total: number): AsyncGenerator<readonly DuckDbRow[]> {
    let offset = 0;
    let next = this.#page(0);
    for (;;) {
      const page = await next;
      if (page.length === 0) return;
      offset += page.length;
      next = offset < total ? this.#page(offset) : Promise.resolve([]);
      // Heard of when it is awaited, if it ever is.
      next.catch(() => undefined);
      yield page;
      this.#job.onProgress(this.#prepared + ((1 - this.#prepared) * offset) / total);
    }
  }

  /** Resolves when nothing of it runs any more. */
  async settled(): Promise<void> {
    await this.#running.catch(() => undefined);
  }

  #page(offset: number): Promise<readonly DuckDbRow[]> {
    const { duckdb, results, result, view, signal } = this.#job;
    const fitting = Math.floor(mostValues / Math.max(1, this.#values.length));
    const limit = Math.max(1, Math.min(mostRows, fitting));
    const page = results.slice(result, { offset, limit, view }, async ({ before, sql }) => {
      const { rows } = await duckdb.rows({ before, sql: this.#bounded(sql) }, signal);
      return rows;
    });
    this.#running = page;
    return page;
  }

  /** The first row, and as many after it as there is room for. */
  #bounded(sql: string): string {
    const names = this.#values.map((_value, i) => `v${i}`);
    const values = this.#values.map((value, i) => `${value} AS v${i}`);
    const page = `SELECT ${values.join(', ')} FROM (${sql})`;
    const long = this.#job.result.columns.flatMap(({ storedType }, i) =>
      isUnbounded(storedType) ? [`coalesce(strlen(v${i}), 0)`] : [],
    );
    if (long.length === 0) return page;
    const size = long.join(' + ');
    return `SELECT ${names.join(', ')} FROM (
      SELECT *, sum(${size}) OVER (ROWS UNBOUNDED PRECEDING) - (${size}) AS so_far FROM (${page}))
      WHERE so_far < ${mostCharacters}`;
  }
}

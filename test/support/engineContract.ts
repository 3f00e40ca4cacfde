import assert from 'node:assert/strict';
import type {
  QueryEngine,
  QueryExecution,
  QueryResult,
  QueryState,
} from '../../src/query/queryEngine.js';
import { collect } from '../../src/util/collect.js';

/** An engine to be tested, and statements in its dialect. */
export interface EngineSubject {
  readonly engine: QueryEngine;
  /** Gives one row with one column, `1`. */
  readonly one: string;
  /** Runs for longer than any test. */
  readonly endless: string;
  /** A statement that the engine refuses to read, with `^` where it does. */
  readonly broken: string;
  /** Reads a table that is not there. */
  readonly missing: string;
  /** Resolves when nothing of ours runs on the server; the time limit of the test is its own. */
  idle(): Promise<void>;
  /** How many rows a result has, however the engine gives them. */
  countRows(result: QueryResult): Promise<number>;
}

/** What every engine promises. */
export function describeEngine(name: string, open: () => EngineSubject): void {
  describe(`${name} as a QueryEngine`, () => {
    const { signal } = new AbortController();
    const submit = (sql: string, at: AbortSignal): Promise<QueryExecution> =>
      open().engine.submit({ sql, schema: [], parameters: {} }, at);

    it('runs a statement and gives its rows', async () => {
      const execution = await submit(open().one, signal);
      const kinds = (await collect(execution.states())).map(({ kind }) => kind);
      assert.equal(kinds.at(-1), 'succeeded');
      assert.equal(await open().countRows(await execution.result()), 1);
    });

    it('says at the end how long it took', async () => {
      const states = await collect((await submit(open().one, signal)).states());
      const last = states.at(-1);
      assert.ok(last?.kind === 'succeeded' && last.statistics.elapsedMs > 0);
    });

    it('counts no more files than there are, where it counts them', async () => {
      const last = await end(await submit(open().one, signal));
      assert.ok(last.kind === 'succeeded');
      const { files, scannedBytes = 0 } = last.statistics;
      assert.ok(scannedBytes >= 0);
      if (files === undefined) return;
      assert.ok(Number.isInteger(files.read) && files.read >= 0);
      assert.ok(files.total === undefined || files.read <= files.total);
    });

    it('runs several in parallel', async () => {
      const executions = await Promise.all([1, 2, 3, 4].map(() => submit(open().one, signal)));
      const ends = await Promise.all(executions.map((execution) => end(execution)));
      assert.deepEqual(
        ends.map(({ kind }) => kind),
        ['succeeded', 'succeeded', 'succeeded', 'succeeded'],
      );
      assert.equal(new Set(executions.map(({ id }) => id)).size, 4);
    });

    it('points at a syntax error', async () => {
      const { broken } = open();
      const sql = broken.replace('^', '');
      const last = await end(await submit(sql, signal));
      assert.ok(last.kind === 'failed');
      assert.equal(last.error.code, 'syntax');
      assert.equal(last.error.span?.start, broken.indexOf('^'));
    });

    it('says not-found for a table that is not there', async () => {
      const last = await end(await submit(open().missing, signal));
      assert.ok(last.kind === 'failed');
      assert.equal(last.error.code, 'not-found');
    });

    it('has no result after a failure', async () => {
      const execution = await submit(open().missing, signal);
      await end(execution);
      await assert.rejects(execution.result(), { name: 'QueryError' });
    });

    it('starts nothing for a signal that has fired', async () => {
      await assert.rejects(submit(open().one, AbortSignal.abort()), {
        name: 'QueryError',
        code: 'cancelled',
      });
      await open().idle();
    });

    it('is cancelled when the signal fires during the start', async () => {
      const controller = new AbortController();
      const submitting = submit(open().endless, controller.signal);
      controller.abort();
      const last = await submitting.then(end, (error: unknown) => error);
      assert.ok(isCancelled(last), JSON.stringify(last));
      await open().idle();
    });

    it('is cancelled while it runs, and then nothing runs on', async () => {
      const controller = new AbortController();
      const execution = await submit(open().endless, controller.signal);
      let last: QueryState | undefined;
      for await (const state of execution.states()) {
        last = state;
        if (state.kind === 'running') controller.abort();
      }
      assert.equal(last?.kind, 'cancelled');
      await open().idle();
    });

    it('stops one of several and leaves the others', async () => {
      const controller = new AbortController();
      const long = end(await submit(open().endless, controller.signal));
      assert.equal((await end(await submit(open().one, signal))).kind, 'succeeded');
      controller.abort();
      assert.equal((await long).kind, 'cancelled');
      assert.equal((await end(await submit(open().one, signal))).kind, 'succeeded');
    });

    it('says not-found for a query that is not there to attach to', async () => {
      await assert.rejects(open().engine.attach('00000000-0000-0000-0000-000000000000', signal), {
        name: 'QueryError',
        code: 'not-found',
      });
    });
  });
}

/** The last state of an execution. */
export async function end(execution: QueryExecution): Promise<QueryState> {
  const last = (await collect(execution.states())).at(-1);
  assert.ok(last);
  return last;
}

function isCancelled(end: unknown): boolean {
  if (typeof end !== 'object' || end === null) return false;
  return 'kind' in end ? end.kind === 'cancelled' : 'code' in end && end.code === 'cancelled';
}

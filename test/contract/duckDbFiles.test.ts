import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDbClient } from '../../src/duckdb/duckDbClient.js';
import { ResultStore } from '../../src/results/resultStore.js';
import { gone, type KillableDuckDb, killableDuckDb } from '../support/killableDuckDb.js';
import { sortedView } from '../../src/results/view.js';

const { signal } = new AbortController();

/** Files in use by two windows and by other programs. */
describe('files that DuckDB has open', () => {
  let one: KillableDuckDb;
  let other: KillableDuckDb;
  let file: string;
  before(() => {
    one = killableDuckDb({ releaseMs: 50, idleMs: 100 });
    other = killableDuckDb({ releaseMs: 50, idleMs: 100 });
    file = join(one.folder, "user's.duckdb");
  });
  after(() => {
    one.dispose();
    other.dispose();
  });
  const cell = { session: 'notebook' };
  const attach = (duckdb: DuckDbClient, path = file): Promise<void> =>
    duckdb.run(`ATTACH '${path.replaceAll("'", "''")}' AS mine`, signal, cell);

  /** Until another program can write the file: nothing tells of it. */
  async function released(path: string): Promise<void> {
    for (;;) {
      try {
        const instance = await DuckDBInstance.create(path);
        const connection = await instance.connect();
        await connection.run('CREATE OR REPLACE TABLE written AS SELECT 1 AS a');
        connection.closeSync();
        instance.closeSync();
        return;
      } catch (error) {
        assert.match(String(error), /lock/);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }

  it('lets go of an attached file when idle, and attaches it again for the next statement', async () => {
    await attach(one.duckdb);
    await one.duckdb.run('CREATE TABLE mine.t AS SELECT 7 AS a', signal, cell);
    await one.duckdb.run('CREATE TEMP TABLE kept AS SELECT 8 AS b', signal, cell);
    await one.duckdb.run('CREATE TEMP VIEW v AS FROM mine.t', signal, cell);
    await released(file);
    assert.equal(existsSync(`${file}.wal`), false);
    const { rows } = await one.duckdb.rows('FROM v, kept, mine.written', signal, cell);
    assert.deepEqual(rows, [['7', '8', '1']]);
  });

  it('names the file that another window uses, and reads it when that is idle', async () => {
    const hold = new AbortController();
    const endless = one.duckdb.rows(
      'SELECT count(*) FROM mine.t, range(10000000) a, range(10000000) b WHERE (a.range * b.range) % 7 = 3',
      hold.signal,
      cell,
    );
    await one.duckdb.rows('FROM mine.t', signal, { session: 'other notebook' });
    await assert.rejects(attach(other.duckdb), (error: Error) => {
      assert.ok(error.message.startsWith(`${file} is in use by another program`), error.message);
      return true;
    });
    hold.abort();
    await assert.rejects(endless, { name: 'AbortError' });
    await released(file);
    await attach(other.duckdb);
    // Now it is this one's turn to wait: what it says is about the file, not about a missing table.
    await other.duckdb.run('BEGIN', signal, cell);
    await assert.rejects(one.duckdb.rows('FROM mine.t', signal, cell), { kind: 'IO' });
    assert.deepEqual((await one.duckdb.rows('FROM kept', signal, cell)).rows, [['8']]);
    await other.duckdb.run('COMMIT', signal, cell);
    await released(file);
    assert.deepEqual((await one.duckdb.rows('FROM mine.t', signal, cell)).rows, [['7']]);
  });

  it('keeps a file while a transaction is open', async () => {
    await one.duckdb.run('BEGIN; INSERT INTO mine.t VALUES (9)', signal, cell);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await one.duckdb.run('COMMIT', signal, cell);
    await released(file);
    const { rows } = await one.duckdb.rows('SELECT sum(a) FROM mine.t', signal, cell);
    assert.deepEqual(rows, [['16']]);
  });

  it('makes no new file where one has been removed meanwhile', async () => {
    const removed = join(one.folder, 'removed.duckdb');
    await one.duckdb.run(
      `ATTACH '${removed}' AS lost; CREATE TABLE lost.t AS SELECT 1`,
      signal,
      cell,
    );
    await released(removed);
    rmSync(removed);
    await assert.rejects(one.duckdb.rows('FROM lost.t', signal, cell), /removed\.duckdb .*removed/);
    assert.equal(existsSync(removed), false);
  });

  it('shows the results of one window in two', async () => {
    const folder = join(one.folder, 'results');
    const first = new ResultStore(one.duckdb, folder);
    const second = new ResultStore(other.duckdb, folder);
    const sql = 'SELECT range AS a FROM range(1000)';
    const target = await first.newFile();
    const stored = await one.duckdb.store({ sql, file: target }, () => undefined, signal);
    const columns = stored.columns.map((column) => ({ ...column, stored: column.name }));
    const result = await first.add(
      { kind: 'relation', file: target, columns, rows: stored.rows },
      signal,
    );
    for (const results of [first, second, first]) {
      const found = await results.find(result.id);
      assert.ok(found);
      const sort = [{ column: 0, descending: true }] as const;
      const window = await results.window(
        found,
        { offset: 0, limit: 1, view: sortedView(sort) },
        signal,
      );
      assert.deepEqual(window.rows, [['999']]);
    }
  });

  it('ends an idle process that holds nothing, and no other', async () => {
    const pids = { one: one.pid(), other: other.pid() };
    assert.deepEqual((await other.duckdb.rows('SELECT 1', signal)).rows, [['1']]);
    await other.duckdb.endSession('notebook');
    await gone(pids.other);
    assert.deepEqual((await one.duckdb.rows('FROM kept', signal, cell)).rows, [['8']]);
    assert.equal(one.pid(), pids.one);
    assert.deepEqual((await other.duckdb.rows('SELECT 1', signal)).rows, [['1']]);
    assert.notEqual(other.pid(), pids.other);
  });
});

describe('a disk on which DuckDB can not write', () => {
  let killable: KillableDuckDb | undefined;
  afterEach(() => killable?.dispose());
  const big =
    "CREATE TABLE big AS SELECT hash(range)::VARCHAR || repeat('x', 50) AS b FROM range(6000000)";

  it('is told only by a statement that needs it', async () => {
    killable = killableDuckDb({ memoryLimit: '100MB' });
    const { duckdb, folder } = killable;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'temp'), 'a file where the folder should be');
    assert.deepEqual((await duckdb.rows('SELECT 1', signal)).rows, [['1']]);
    await assert.rejects(duckdb.run(big, signal), {
      kind: 'IO',
      message: /Failed to create directory ".*temp/,
    });
    assert.deepEqual((await duckdb.rows('SELECT 1', signal)).rows, [['1']]);
  });

  it('is told when it is full', async () => {
    killable = killableDuckDb({ memoryLimit: '100MB' });
    const { duckdb } = killable;
    await duckdb.run("SET max_temp_directory_size = '10MB'", signal);
    await assert.rejects(duckdb.run(big, signal), { kind: 'Out of Memory' });
    assert.deepEqual((await duckdb.rows('SELECT 1', signal)).rows, [['1']]);
  });

  it('is told when a file can not grow', async function () {
    if (!existsSync('/dev/full')) this.skip();
    killable = killableDuckDb();
    await assert.rejects(
      killable.duckdb.run("COPY (FROM range(1000000)) TO '/dev/full' (FORMAT csv)", signal),
      { kind: 'IO', message: 'There is no space left on the disk of "/dev".' },
    );
  });
});

import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDbError } from '../../src/duckdb/duckDbClient.js';
import { LocalEngine } from '../../src/query/local/localEngine.js';
import { ResultStore } from '../../src/results/resultStore.js';
import { wholeView } from '../../src/results/view.js';
import { collect } from '../../src/util/collect.js';
import { FakeCatalog } from '../support/fakeCatalog.js';
import { type KillableDuckDb, killableDuckDb } from '../support/killableDuckDb.js';

const endless =
  'SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE (a.range * b.range) % 7 = 3';
const ended = { name: 'DuckDbError', kind: 'gone', message: /^DuckDB has ended unexpectedly/ };

describe('DuckDB whose process is killed', () => {
  const { signal } = new AbortController();
  let killable: KillableDuckDb;
  before(() => {
    killable = killableDuckDb();
  });
  after(() => {
    killable.dispose();
  });
  const ones = async (session?: string): Promise<void> => {
    const context = session === undefined ? undefined : { session };
    const { rows } = await killable.duckdb.rows('SELECT 1', signal, context);
    assert.deepEqual(rows, [['1']]);
  };

  it('ends the queries of all sessions with one message each, and starts again', async () => {
    const { duckdb, kill } = killable;
    const queries = ['a', 'b'].map((session) => duckdb.rows(endless, signal, { session }));
    const failed = queries.map((query) => assert.rejects(query, ended));
    await ones();
    await kill();
    await Promise.all(failed);
    await ones('a');
    await ones();
  });

  it('asks again for what was only read, and not a third time', async () => {
    const { duckdb, pid, kill } = killable;
    await ones();
    const first = pid();
    const read = assert.rejects(duckdb.rows(endless, signal), ended);
    await ones();
    await kill();
    // The read goes on in the new process.
    await ones();
    assert.notEqual(pid(), first);
    await kill();
    await read;
  });

  it('loses nothing of a session that had nothing', async () => {
    await ones('reader');
    await killable.kill();
    await ones('reader');
  });

  it('tells a session once what it has lost, and again where a name is missed', async () => {
    const { duckdb, kill } = killable;
    const context = { session: 'notebook' };
    await duckdb.run('CREATE TEMP TABLE mine AS SELECT 1 AS a', signal, context);
    await kill();
    await assert.rejects(duckdb.prepare('SELECT 1', signal, context), {
      kind: 'gone',
      message: /started again.*was not run.*Temporary tables.*are gone/s,
    });
    await ones('notebook');
    await assert.rejects(duckdb.rows('FROM mine', signal, context), {
      kind: 'Catalog',
      message: /mine does not exist.*temporary tables.*are gone/s,
    });
    const other = duckdb.rows('FROM mine', signal, { session: 'other' });
    await assert.rejects(other, (error: Error) => !error.message.includes('gone'));
    await duckdb.endSession('notebook');
    const later = duckdb.rows('FROM mine', signal, context);
    await assert.rejects(later, (error: Error) => !error.message.includes('gone'));
  });

  it('tells the statement that was running what else its session has lost', async () => {
    const { duckdb, kill } = killable;
    const context = { session: 'notebook' };
    await duckdb.run("SET timezone = 'Asia/Tokyo'", signal, context);
    const running = assert.rejects(duckdb.rows(endless, signal, context), {
      kind: 'gone',
      message: /ended unexpectedly.*settings.*are gone/s,
    });
    await duckdb.rows('SELECT 1', signal);
    await kill();
    await running;
    await ones('notebook');
  });

  it('runs nothing in another process than it was made ready for', async () => {
    const { duckdb, kill } = killable;
    const { process } = await duckdb.prepare('SELECT 1', signal);
    const again = { kind: 'gone', message: /started again before this could run/ };
    await duckdb.rows('SELECT 1', signal, { process });
    await kill();
    await assert.rejects(duckdb.rows('SELECT 1', signal, { process }), again);
    await ones();
    await assert.rejects(duckdb.rows('SELECT 1', signal, { process }), again);
  });

  it('says so of a statement that was made ready in the process before', async () => {
    const { duckdb, kill } = killable;
    const context = { session: 'a', schema: ['lake', 'main'] } as const;
    await duckdb.run("ATTACH ':memory:' AS lake; CREATE VIEW lake.v AS SELECT 1", signal);
    await duckdb.prepare('FROM v', signal, context);
    await kill();
    await assert.rejects(duckdb.rows('FROM v', signal, context), ended);
  });

  it('leaves no half-written file of a query or an export', async () => {
    const { duckdb, folder, kill } = killable;
    const file = join(folder, 'result.duckdb');
    const rows = 'SELECT range AS a, hash(range) AS b FROM range(1000000000)';
    const query = duckdb.store({ sql: rows, file }, () => undefined, signal, { session: 'a' });
    const failed = assert.rejects(query, ended);
    while (!existsSync(file)) await ones();
    await kill();
    await failed;
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('result')),
      [],
    );
  });

  it('can be killed while it starts', async () => {
    const { duckdb, kill, folder } = killable;
    await ones();
    await kill();
    rmSync(join(folder, 'temp.pid'));
    const first = assert.rejects(duckdb.run('SELECT 1', signal), ended);
    while (!existsSync(join(folder, 'temp.pid')))
      await new Promise((resolve) => setTimeout(resolve, 1));
    await kill();
    await first;
    await ones();
  });

  it('removes what a killed process has written to disk', async () => {
    const small = killableDuckDb({ memoryLimit: '200MB' });
    try {
      const spilled = (): string[] => {
        const temp = join(small.folder, 'temp');
        const names = readdirSync(temp, { recursive: true, encoding: 'utf8' });
        return names.filter((name) => name.includes('duckdb_temp'));
      };
      const big =
        "CREATE TABLE big AS SELECT hash(range)::VARCHAR || repeat('x', 50) AS b FROM range(6000000)";
      await small.duckdb.run(big, signal);
      assert.notDeepEqual(spilled(), []);
      await small.kill();
      do await small.duckdb.rows('SELECT 1', signal);
      while (spilled().length > 0);
    } finally {
      small.dispose();
    }
  });

  it('starts again after a failure that ends the whole database', async () => {
    const { duckdb, folder } = killable;
    const file = join(folder, 'no-ids.parquet');
    await duckdb.run(`COPY (SELECT 1 AS a, 2 AS b) TO '${file}'`, signal);
    const id = (name: string): string => `{name: '${name}', type: 'INTEGER', default_value: NULL}`;
    const byId = `FROM read_parquet('${file}', schema = MAP {1: ${id('a')}, 2: ${id('b')}},
      filename = true, file_row_number = true)`;
    await assert.rejects(
      duckdb.rows(byId, signal),
      (error) => error instanceof DuckDbError && error.endsDatabase,
    );
    await ones();
  });

  it('answers or says that it has ended, whenever it is killed', async () => {
    const { duckdb, folder, kill } = killable;
    const results = new ResultStore(duckdb, join(folder, 'results'));
    const engine = new LocalEngine({
      name: 'lake',
      duckdb,
      catalogs: [
        new FakeCatalog('lake', {
          'gold.a': 'SELECT 3000000 AS n',
          'gold.b': 'SELECT 6000000 AS n',
        }),
      ],
      readOnly: false,
      newResultFile: () => results.newFile(),
    });
    const run = async (session: string): Promise<string | null | undefined> => {
      const sql = `SELECT count(*) FROM gold.${session}, range(n) WHERE hash(range) % 7 < 7`;
      const submission = { sql, schema: ['gold'], parameters: {}, session };
      const execution = await engine.submit(submission, signal);
      const last = (await collect(execution.states())).at(-1);
      if (last?.kind === 'failed') {
        assert.match(last.error.message, /^DuckDB (has ended unexpectedly|was started again)/);
        return 'gone';
      }
      const result = await execution.result();
      assert.ok(result.kind === 'relation');
      const stored = await results.add(result, signal);
      const window = await results.window(stored, { offset: 0, limit: 1, view: wholeView }, signal);
      return window.rows[0]?.[0];
    };
    let seed = 20_261_121;
    const ends = new Set<string>();
    for (let round = 0; round < 10; round++) {
      await ones();
      const calls = [run('a'), run('b')];
      const read = duckdb.rows('SELECT count(*) FROM range(3000000)', signal);
      seed = (seed * 48_271) % 2_147_483_647;
      await new Promise((resolve) => setTimeout(resolve, seed % 400));
      await kill();
      const [a, b] = await Promise.all(calls);
      assert.ok(a === 'gone' || a === '3000000', a ?? 'null');
      assert.ok(b === 'gone' || b === '6000000', b ?? 'null');
      ends.add(a).add(b);
      assert.deepEqual((await read).rows, [['3000000']], 'what is only read is asked again');
      assert.equal(await run('a'), '3000000');
    }
    assert.ok(ends.has('gone'));
    // Ten starts of a process, on a machine that may be busy.
  }).timeout(180_000);
});

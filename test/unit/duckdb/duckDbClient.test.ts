import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDbClient } from '../../../src/duckdb/duckDbClient.js';
import { removeGoneFolders } from '../../../src/util/processFolders.js';

const entry = new URL('../../../src/processes/duckdbProcess.ts', import.meta.url);
const endless =
  'SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE (a.range * b.range) % 7 = 3';

describe('DuckDB in its process', () => {
  const { signal } = new AbortController();
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-duckdb-'));
  const duckdb = new DuckDbClient(entry, { tempDirectory: join(folder, 'temp') });
  after(() => {
    duckdb.dispose();
    rmSync(folder, { recursive: true });
  });

  it('removes the folders of processes that are gone, and no others', async () => {
    const { pid: gone } = spawnSync(process.execPath, ['-e', '']);
    const temp = join(folder, 'temp');
    for (const name of [gone, process.pid, process.ppid, 'notes']) {
      mkdirSync(join(temp, String(name)), { recursive: true });
    }
    await removeGoneFolders(temp);
    assert.deepEqual(
      [gone, process.pid, process.ppid, 'notes'].map((name) =>
        existsSync(join(temp, String(name))),
      ),
      [false, true, true, true],
    );
    await removeGoneFolders(join(folder, 'nowhere'));
  });

  it('forgets a session that has ended', async () => {
    const context = { session: 'notebook' };
    await duckdb.run('CREATE TEMP TABLE mine AS SELECT 1 AS a', signal, context);
    assert.deepEqual((await duckdb.rows('FROM mine', signal, context)).rows, [['1']]);
    const last = duckdb.rows('FROM mine', signal, context);
    await duckdb.endSession('notebook');
    assert.deepEqual((await last).rows, [['1']]);
    await assert.rejects(duckdb.rows('FROM mine', signal, context), { kind: 'Catalog' });
  });

  it('gives every value as its own text, and NULL as null', async () => {
    const { columns, rows } = await duckdb.rows(
      `SELECT 170141183460469231731687303715884105727::HUGEINT AS h, 1e10 AS d, '' AS e, NULL AS n,
        [1, NULL] AS l, 1.10::DECIMAL(38, 2) AS h`,
      signal,
    );
    assert.deepEqual(rows, [
      ['170141183460469231731687303715884105727', '10000000000.0', '', null, '[1, NULL]', '1.10'],
    ]);
    assert.deepEqual(
      columns.map(({ name, type }) => `${name} ${type}`),
      ['h HUGEINT', 'd DOUBLE', 'e VARCHAR', 'n INTEGER', 'l INTEGER[]', 'h DECIMAL(38,2)'],
    );
  });

  it('gives the rows of statements that are no query', async () => {
    const { rows } = await duckdb.rows('DESCRIBE SELECT 1 AS a', signal);
    assert.equal(rows[0]?.[0], 'a');
    assert.match(
      (await duckdb.rows('EXPLAIN SELECT 1', signal)).rows[0]?.[1] ?? '',
      /PROJECTION|DUMMY/,
    );
  });

  const failures = [
    { title: 'a syntax error', sql: "SELECT 'é𝒳' AS a, FROM WHERE", at: 'WHERE', kind: 'Parser' },
    {
      title: 'an unknown column',
      sql: "SELECT 'é𝒳', nope FROM range(3)",
      at: 'nope',
      kind: 'Binder',
    },
    {
      title: 'an unknown table',
      sql: 'SELECT * -- é\nFROM gold.nope',
      at: 'gold.nope',
      kind: 'Catalog',
    },
    {
      title: 'a value',
      sql: "SELECT range, ('x' || range)::INT FROM range(2)",
      at: '::INT',
      kind: 'Conversion',
    },
  ];
  for (const { title, sql, at, kind } of failures) {
    it(`points at ${title}`, async () => {
      await assert.rejects(duckdb.rows(sql, signal), {
        name: 'DuckDbError',
        kind,
        position: sql.indexOf(at),
      });
    });
  }

  it('answers while a long query runs, and has stopped it when the call ends', async () => {
    const controller = new AbortController();
    const long = duckdb.rows(endless, controller.signal);
    const { rows } = await duckdb.rows('SELECT 1', signal);
    assert.deepEqual(rows, [['1']]);
    controller.abort();
    await assert.rejects(long, { name: 'AbortError' });
  });

  it('stops a query that was only just asked for', async () => {
    const controller = new AbortController();
    const long = duckdb.rows(endless, controller.signal);
    controller.abort();
    await assert.rejects(long, { name: 'AbortError' });
  });

  it('starts nothing for a signal that has fired', async () => {
    await assert.rejects(duckdb.rows('SELECT 1', AbortSignal.abort()), { name: 'AbortError' });
  });

  it('stores rows in a file of their own', async () => {
    const file = join(folder, "it's.duckdb");
    const sql = 'SELECT range AS a, -range AS a FROM range(100000) ORDER BY hash(range) -- end';
    const stored = await duckdb.store({ sql, file }, () => undefined, signal);
    assert.deepEqual(stored, {
      columns: [
        { name: 'a', type: 'BIGINT' },
        { name: 'a_1', type: 'BIGINT' },
      ],
      rows: 100_000,
    });
    assert.ok(existsSync(file));
  });

  it('leaves no file of a query that fails or is stopped', async () => {
    const file = join(folder, 'failed.duckdb');
    const none = (): void => undefined;
    await assert.rejects(duckdb.store({ sql: "SELECT 'x'::INT", file }, none, signal), {
      kind: 'Conversion',
    });
    const controller = new AbortController();
    const long = duckdb.store({ sql: endless, file }, none, controller.signal);
    await duckdb.rows('SELECT 1', signal);
    controller.abort();
    await assert.rejects(long, { name: 'AbortError' });
    assert.equal(existsSync(file), false);
    const open = await duckdb.rows(
      'SELECT database_name FROM duckdb_databases() WHERE NOT internal',
      signal,
    );
    assert.deepEqual(open.rows, [['memory']]);
  });

  it('says what a statement is without running it', async () => {
    const kinds = await Promise.all(
      [
        'SHOW TABLES',
        'CREATE TABLE x (i INT)',
        'INSTALL httpfs',
        '-- nothing',
        "COPY (SELECT 1) TO 'x'",
      ].map(async (sql) => (await duckdb.prepare(sql, signal)).kind),
    );
    assert.deepEqual(kinds, ['select', 'write', 'install', 'none', 'write']);
    assert.deepEqual((await duckdb.prepare('SELECT $day', signal)).parameters, ['day']);
  });

  it('downloads nothing', async () => {
    await assert.rejects(duckdb.rows("SELECT * FROM 'https://example.com/x.parquet'", signal), {
      kind: 'Missing Extension',
    });
  });

  it('keeps temporary tables within a session', async () => {
    await duckdb.run('CREATE TEMP TABLE mine AS SELECT 42 AS i', signal, { session: 'a' });
    assert.deepEqual((await duckdb.rows('FROM mine', signal, { session: 'a' })).rows, [['42']]);
    await assert.rejects(duckdb.rows('FROM mine', signal, { session: 'b' }), { kind: 'Catalog' });
  });

  it('says when its process is gone, and starts it again', async () => {
    const waiting = duckdb.rows(endless, signal);
    await duckdb.rows('SELECT 1', signal);
    duckdb.dispose();
    await assert.rejects(waiting, { name: 'DuckDbError', kind: 'gone' });
    assert.deepEqual((await duckdb.rows('SELECT 1', signal)).rows, [['1']]);
  });
});

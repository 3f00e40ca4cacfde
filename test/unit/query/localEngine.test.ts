import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CatalogError } from '../../../src/catalog/catalog.js';
import { LocalEngine } from '../../../src/query/local/localEngine.js';
import type { Submission } from '../../../src/query/queryEngine.js';
import { ResultStore } from '../../../src/results/resultStore.js';
import { useDuckDb } from '../../support/useDuckDb.js';
import { end } from '../../support/engineContract.js';
import { FakeCatalog, view } from '../../support/fakeCatalog.js';
import { wholeView } from '../../../src/results/view.js';

describe('SQL on the local lakehouse', () => {
  const { duckdb, folder } = useDuckDb();
  const { signal } = new AbortController();
  const results = new ResultStore(duckdb, join(folder, 'results'));
  const catalog = new FakeCatalog('sample', {
    'gold.orders': "SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t(id, name)",
    'silver.orders': 'SELECT 7 AS id',
    'gold.Mixed Case': 'SELECT 5 AS id',
    'sales.eu.orders': 'SELECT 9 AS id',
    'gold.<img src=x onerror=alert(1)>': 'SELECT 3 AS id',
    'gold.summary': view('SELECT count(*) AS n FROM orders; ', 'gold'),
    'gold.far': view('SELECT id AS é FROM orders', 'silver'),
    'gold.deep': view('SELECT n FROM summary', 'gold'),
    'gold.circle': view('SELECT * FROM gold.round', 'gold'),
    'gold.round': view('SELECT * FROM circle', 'gold'),
    'gold.wrong': view('SELECT nope FROM orders', 'gold'),
    'gold.broken': new CatalogError('internal', 'v3.metadata.json: not JSON'),
    'gold.lost': "SELECT * FROM read_parquet('/nowhere/part-0.parquet')",
    'gold.reads_broken': view('SELECT * FROM broken', 'gold'),
  });
  const engine = (readOnly: boolean): LocalEngine =>
    new LocalEngine({
      name: 'sample',
      duckdb,
      catalogs: [catalog],
      readOnly,
      newResultFile: () => results.newFile(),
    });
  const local = engine(false);

  async function rowsOf(sql: string, more: Partial<Submission> = {}): Promise<unknown> {
    const execution = await local.submit(
      { sql, schema: ['gold'], parameters: {}, ...more },
      signal,
    );
    const last = await end(execution);
    if (last.kind === 'failed') throw last.error;
    const result = await execution.result();
    if (result.kind === 'none') return 'none';
    const stored = await results.add(result, signal);
    return (await results.window(stored, { offset: 0, limit: 100, view: wholeView }, signal)).rows;
  }

  const reads: readonly { sql: string; rows: unknown }[] = [
    { sql: 'SELECT id FROM gold.orders ORDER BY id', rows: [['1'], ['2']] },
    { sql: 'SELECT count(*) FROM orders', rows: [['2']] },
    { sql: 'SELECT id FROM sample.silver.ORDERS', rows: [['7']] },
    { sql: 'SELECT id FROM GOLD."mixed case"', rows: [['5']] },
    { sql: 'SELECT id FROM "sales.eu".orders', rows: [['9']] },
    { sql: 'FROM gold."<img src=x onerror=alert(1)>"', rows: [['3']] },
    { sql: 'WITH orders AS (SELECT 1 AS x) SELECT * FROM orders', rows: [['1']] },
    {
      sql: 'SELECT a.id, b.id FROM orders a JOIN silver.orders b ON b.id = a.id + 5 -- end',
      rows: [['2', '7']],
    },
    {
      sql: 'SELECT (SELECT max(id) FROM orders) AS m WHERE EXISTS (FROM silver.orders)',
      rows: [['2']],
    },
    { sql: 'SELECT n FROM gold.deep', rows: [['2']] },
    { sql: 'FROM gold.far', rows: [['7']] },
    { sql: 'PIVOT orders ON name USING sum(id)', rows: [['1', '2']] },
    { sql: 'DESCRIBE silver.orders', rows: [['id', 'INTEGER', 'YES', null, null, null]] },
    { sql: 'CREATE OR REPLACE TABLE made AS SELECT * FROM orders', rows: 'none' },
    { sql: 'INSERT INTO made SELECT id + 10, name FROM orders', rows: 'none' },
    { sql: 'SELECT sum(id) FROM made', rows: [['26']] },
    { sql: '-- nothing', rows: 'none' },
    { sql: '', rows: 'none' },
  ];
  for (const { sql, rows } of reads) {
    it(`runs ${sql}`, async () => {
      assert.deepEqual(await rowsOf(sql), rows);
    });
  }

  it('gives a plan as rows', async () => {
    const [[first]] = (await rowsOf('EXPLAIN SELECT * FROM orders')) as [[string]];
    assert.equal(first, 'physical_plan');
  });

  it('reads what a table has now, through views too', async () => {
    assert.deepEqual(await rowsOf('FROM deep'), [['2']]);
    const before = catalog.tables.get('gold.orders') ?? '';
    catalog.tables.set('gold.orders', 'SELECT 1 AS id, NULL AS name');
    assert.deepEqual(await rowsOf('FROM deep'), [['1']]);
    catalog.tables.delete('gold.orders');
    await assert.rejects(rowsOf('FROM orders'), { code: 'not-found' });
    catalog.tables.set('gold.orders', before);
    assert.deepEqual(await rowsOf('FROM deep'), [['2']]);
  });

  it('reads on after the process has gone', async () => {
    assert.deepEqual(await rowsOf('SELECT n FROM deep'), [['2']]);
    duckdb.dispose();
    assert.deepEqual(await rowsOf('SELECT n FROM deep'), [['2']]);
  });

  it('keeps a temporary table within the session', async () => {
    assert.equal(await rowsOf('CREATE TEMP TABLE t AS FROM orders', { session: 'a' }), 'none');
    assert.deepEqual(await rowsOf('SELECT count(*) FROM t', { session: 'a' }), [['2']]);
    await assert.rejects(rowsOf('FROM t', { session: 'b' }), { code: 'not-found' });
  });

  const failures = [
    { sql: 'SELECT *\nFROM ^silver.nope^', code: 'not-found', message: /nope/ },
    {
      sql: 'SELECT * FROM orders JOIN ^gold.broken^ USING (id)',
      code: 'internal',
      message: /^gold\.broken: v3\.metadata\.json: not JSON/,
    },
    {
      sql: 'SELECT * FROM ^gold.lost^',
      code: 'not-found',
      message: /^gold\.lost: .*\/nowhere\/part-0\.parquet/,
    },
    {
      sql: 'SELECT * FROM ^circle^',
      code: 'refused',
      message: /gold\.circle → gold\.round → gold\.circle/,
    },
    { sql: 'SELECT * FROM ^wrong^', code: 'syntax', message: /^gold\.wrong: .*nope/ },
    {
      sql: 'SELECT * FROM ^reads_broken^',
      code: 'internal',
      message: /^gold\.reads_broken: gold\.broken: v3/,
    },
    { sql: "SELECT 'é𝒳', ^nope^ FROM orders", code: 'syntax', message: /nope/ },
    { sql: 'SELECT 1 FORM ^orders^ x', code: 'syntax', message: /orders/ },
    { sql: "SELECT ('x' || id)^::^INT FROM orders", code: 'syntax', message: /INT32/ },
    { sql: 'SELECT * FROM orders WHERE id = ^:id^', code: 'refused', message: /Parameters/ },
    { sql: 'SELECT * FROM orders WHERE id = ^$id^', code: 'refused', message: /Parameters/ },
    { sql: '^INSTALL^ httpfs', code: 'refused', message: /Extensions/ },
    { sql: '^LOAD^ httpfs', code: 'refused', message: /Extensions/ },
    { sql: '^SET^ autoinstall_known_extensions = true', code: 'refused', message: /Extensions/ },
    {
      sql: "SELECT * FROM ^read_csv^('https://example.com/x.csv')",
      code: 'refused',
      message: /httpfs.*not downloaded/,
    },
  ];
  for (const { sql: marked, code, message } of failures) {
    it(`says what is wrong with ${marked}`, async () => {
      const [before = '', marks = '', after = ''] = marked.split('^');
      await assert.rejects(rowsOf(before + marks + after), {
        name: 'QueryError',
        code,
        message,
        span: { start: before.length, end: (before + marks).length },
      });
    });
  }

  it('names the table of a file that breaks while it is read', async () => {
    const file = join(folder, 'cut.parquet');
    await duckdb.run(
      `COPY (SELECT range AS id, hash(range) AS h FROM range(300000)) TO '${file}'`,
      signal,
    );
    const { rows } = await duckdb.rows(`SELECT content FROM read_blob('${file}')`, signal);
    assert.equal(rows.length, 1);
    catalog.tables.set('gold.cut', `SELECT * FROM read_parquet('${file}')`);
    writeFileSync(file, 'PAR1 this is no Parquet file PAR1');
    await assert.rejects(rowsOf('SELECT sum(h) FROM gold.cut'), {
      name: 'QueryError',
      message: /^gold\.cut: .*cut\.parquet/,
    });
  });

  describe('read-only', () => {
    const readOnly = engine(true);
    const cases = [
      { sql: 'SELECT 1', end: 'succeeded' },
      { sql: 'SHOW TABLES', end: 'succeeded' },
      { sql: 'PIVOT (SELECT 1 AS a, 2 AS b) ON a USING sum(b)', end: 'succeeded' },
      { sql: 'EXPLAIN ANALYZE SELECT 1', end: 'succeeded' },
      { sql: 'EXPLAIN (FORMAT JSON) SELECT 1', end: 'succeeded' },
      { sql: 'EXPLAIN ANALYZE CREATE TABLE x AS SELECT 1', end: 'failed' },
      { sql: 'CREATE TEMP TABLE x AS SELECT 1', end: 'failed' },
      { sql: "COPY (SELECT 1) TO '/tmp/never.csv'", end: 'failed' },
      { sql: "ATTACH '/tmp/never.duckdb'", end: 'failed' },
      { sql: 'SET threads = 1', end: 'failed' },
      { sql: 'PRAGMA threads = 1', end: 'failed' },
      { sql: 'SELECT 1) ; DROP VIEW gold.orders; SELECT * FROM (SELECT 2', end: 'failed' },
      { sql: 'SELECT 1; DROP TABLE x', end: 'failed' },
    ];
    for (const { sql, end: expected } of cases) {
      it(`${expected === 'failed' ? 'refuses' : 'runs'} ${sql}`, async () => {
        const last = await end(await readOnly.submit({ sql, schema: [], parameters: {} }, signal));
        assert.equal(last.kind, expected);
      });
    }
  });
});

import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalCatalog } from '../../../src/catalog/local/localCatalog.js';
import { toViewMetadata } from '../../../src/iceberg/write/viewWriter.js';
import { localFileIO } from '../../../src/iceberg/localFileIO.js';
import { LocalEngine } from '../../../src/query/local/localEngine.js';
import { ResultStore } from '../../../src/results/resultStore.js';
import { onOneConnection } from '../../../src/sample/sampleSql.js';
import type { SampleTable } from '../../../src/sample/sampleTable.js';
import { writeTable } from '../../../src/sample/writeTable.js';
import { end } from '../../support/engineContract.js';
import { useDuckDb } from '../../support/useDuckDb.js';
import { wholeView } from '../../../src/results/view.js';

/** Ids 1 and 2, then also 3, then 1 gone; tagged `audit` when there were three. */
const orders: SampleTable = {
  namespace: 'silver',
  name: 'orders',
  comment: '',
  owner: '',
  fields: [{ id: 1, name: 'id', required: true, type: { kind: 'primitive', name: 'long' } }],
  orderBy: 'id',
  steps: [
    { kind: 'append', at: '2026-01-01', rows: 'SELECT * FROM range(1, 3) AS t(id)' },
    { kind: 'append', at: '2026-01-02', rows: 'SELECT 3 AS id' },
    { kind: 'tag', at: '2026-01-02', name: 'audit' },
    { kind: 'delete', at: '2026-01-03', where: 'id = 1' },
  ],
};
const odd: SampleTable = { ...orders, name: 'at "the" (end' };

describe('a table as it was', () => {
  const { duckdb, folder } = useDuckDb();
  const { signal } = new AbortController();
  const lakehouse = join(folder, 'lakehouse');
  const catalog = new LocalCatalog('sample', lakehouse, localFileIO, duckdb);
  const results = new ResultStore(duckdb, join(folder, 'results'));
  const newResultFile = () => results.newFile();
  const local = new LocalEngine({
    name: 'sample',
    duckdb,
    catalogs: [catalog],
    readOnly: true,
    newResultFile,
  });
  const ids: bigint[] = [];

  before(async () => {
    await onOneConnection(duckdb, async (sql) => {
      for (const table of [orders, odd]) {
        await writeTable(sql, table, join(lakehouse, table.namespace, table.name), signal);
      }
    });
    const history = await catalog.listSnapshots({ namespace: ['silver'], name: 'orders' }, signal);
    ids.push(...history.map(({ id }) => id).reverse());
    await writeView('past', withIds('SELECT o.id FROM orders FOR VERSION AS OF #0 AS o'));
    await writeView('further', "FROM past UNION FROM silver.orders AT (VERSION => 'audit')");
  });

  async function writeView(name: string, sql: string): Promise<void> {
    const location = join(lakehouse, 'silver', name);
    const metadata = toViewMetadata({
      location,
      uuid: '00000000-0000-0000-0000-000000000000',
      schema: { id: 0, fields: orders.fields },
      sql,
      dialect: 'duckdb',
      defaultNamespace: ['silver'],
      properties: {},
      at: 0,
    });
    await mkdir(join(location, 'metadata'), { recursive: true });
    await writeFile(join(location, 'metadata', 'v1.metadata.json'), metadata);
  }

  async function rowsOf(sql: string): Promise<unknown> {
    const execution = await local.submit(
      { sql: withIds(sql), schema: ['silver'], parameters: {}, session: 'one' },
      signal,
    );
    const last = await end(execution);
    if (last.kind === 'failed') throw last.error;
    const result = await execution.result();
    if (result.kind !== 'relation') throw new TypeError(result.kind);
    const stored = await results.add(result, signal);
    return (await results.window(stored, { offset: 0, limit: 100, view: wholeView }, signal)).rows;
  }

  /** `#0`, `#1` and `#2` are the ids of the snapshots, oldest first. */
  const withIds = (sql: string): string =>
    sql.replace(/#(\d)/g, (_, index: string) => String(ids[Number(index)]));

  const rows = (...values: readonly string[]): unknown => values.map((value) => [value]);
  const reads: readonly { readonly sql: string; readonly rows: unknown }[] = [
    { sql: 'FROM silver.orders AT (VERSION => #0) ORDER BY id', rows: rows('1', '2') },
    { sql: 'FROM orders AT(VERSION=>#1) ORDER BY id', rows: rows('1', '2', '3') },
    { sql: 'FROM sample.silver.ORDERS at (version => #2) ORDER BY id', rows: rows('2', '3') },
    { sql: "SELECT count(*) FROM orders AT (VERSION => 'audit')", rows: rows('3') },
    { sql: "SELECT count(*) FROM orders AT (VERSION => 'main')", rows: rows('2') },
    {
      sql: "FROM orders AT (TIMESTAMP => TIMESTAMP '2026-01-01 23:59:59') ORDER BY id",
      rows: rows('1', '2'),
    },
    { sql: "SELECT count(*) FROM orders AT (TIMESTAMP => DATE '2026-01-03')", rows: rows('3') },
    {
      sql: "SELECT count(*) FROM orders AT (TIMESTAMP => TIMESTAMPTZ '2026-01-02 05:59:59+02')",
      rows: rows('2'),
    },
    {
      sql: "SELECT count(*) FROM orders AT (TIMESTAMP => TIMESTAMPTZ '2026-01-02 06:00:00+02')",
      rows: rows('3'),
    },
    { sql: 'SELECT count(*) FROM orders AT (TIMESTAMP => now())', rows: rows('2') },
    {
      sql: 'SELECT old.id FROM orders AS old AT (VERSION => #0) ANTI JOIN orders USING (id)',
      rows: rows('1'),
    },
    {
      sql: 'SELECT b.n FROM orders a(m) AT (VERSION => #0), orders b(n) AT (VERSION => #1) WHERE a.m + 1 = b.n ORDER BY n',
      rows: rows('2', '3'),
    },
    {
      sql: 'SELECT orders.id FROM /* one */ silver . orders -- then\n AT (VERSION => #0 -- why\n) ORDER BY orders.id',
      rows: rows('1', '2'),
    },
    {
      sql: 'WITH old AS (SELECT id FROM orders AT (VERSION => #0)) SELECT count(*) FROM old JOIN orders USING (id)',
      rows: rows('1'),
    },
    {
      sql: 'WITH orders AS (SELECT 9 AS id) SELECT max(o.id) FROM orders, silver.orders o AT (VERSION => #1)',
      rows: rows('3'),
    },
    {
      sql: 'SELECT (SELECT count(*) FROM "orders"AT(VERSION=>#0)) - (SELECT count(*) FROM orders)',
      rows: rows('0'),
    },
    {
      sql: 'SELECT count(*) FROM silver."at ""the"" (end" AT (VERSION => \'audit\')',
      rows: rows('3'),
    },
    { sql: 'FROM orders FOR VERSION AS OF #0 ORDER BY id', rows: rows('1', '2') },
    {
      sql: 'FROM silver.orders FOR SYSTEM_VERSION AS OF #0 AS o ORDER BY o.id',
      rows: rows('1', '2'),
    },
    { sql: 'SELECT count(*) FROM orders version as of #1 o WHERE o.id > 1', rows: rows('2') },
    { sql: "SELECT count(*) FROM orders VERSION AS OF 'audit'", rows: rows('3') },
    { sql: "SELECT count(*) FROM orders FOR VERSION AS OF ('aud' || 'it') o(n)", rows: rows('3') },
    {
      sql: "SELECT count(*) FROM orders FOR TIMESTAMP AS OF TIMESTAMP '2026-01-01 23:59:59 UTC'",
      rows: rows('2'),
    },
    {
      sql: "SELECT count(*) FROM orders FOR TIMESTAMP AS OF TIMESTAMP '2026-01-02 05:59:59 Europe/Helsinki'",
      rows: rows('2'),
    },
    {
      sql: "SELECT count(*) FROM orders AT (TIMESTAMP => TIMESTAMP '2026-01-02 05:59:59+02:00')",
      rows: rows('2'),
    },
    { sql: "SELECT count(*) FROM orders TIMESTAMP AS OF '2026-01-02'", rows: rows('2') },
    {
      sql: "SELECT count(*) FROM orders AT (TIMESTAMP => '2026-01-02 05:59:59+02')",
      rows: rows('2'),
    },
    {
      sql: "SELECT count(*) FROM orders TIMESTAMP AS OF '2026-01-02T06:00:00+02:00'",
      rows: rows('3'),
    },
    {
      sql: "SELECT count(*) FROM orders FOR SYSTEM_TIME AS OF DATE '2026-01-04' - INTERVAL '2' DAY AS o JOIN orders p USING (id)",
      rows: rows('1'),
    },
    {
      sql: "SELECT count(*) FROM orders FOR TIMESTAMP AS OF current_timestamp - interval '1' hour, silver.orders VERSION AS OF #0",
      rows: rows('4'),
    },
    {
      sql: "SELECT count(*) FROM orders FOR TIMESTAMP AS OF TIMESTAMP '2026-01-02 00:00:00' AT TIME ZONE 'UTC' WHERE id < 9",
      rows: rows('2'),
    },
    { sql: 'FROM past ORDER BY id', rows: rows('1', '2') },
    { sql: 'FROM further ORDER BY id', rows: rows('1', '2', '3') },
    { sql: 'SELECT version AS of FROM (SELECT 1 AS version)', rows: rows('1') },
    {
      sql: "SELECT 'orders AT (VERSION => 1)' AS at_ -- AT (VERSION => 1)",
      rows: rows('orders AT (VERSION => 1)'),
    },
  ];
  for (const { sql, rows: expected } of reads) {
    it(`reads ${sql}`, async () => {
      assert.deepEqual(await rowsOf(sql), expected);
    });
  }

  it('is by time what it was then, through a rollback too', async () => {
    const folderOf = join(lakehouse, 'silver', 'rolled');
    await onOneConnection(duckdb, (sql) =>
      writeTable(sql, { ...orders, name: 'rolled' }, folderOf, signal),
    );
    const names = (await readdir(join(folderOf, 'metadata'))).filter((name) =>
      /^v\d+\./.test(name),
    );
    const newest = names
      .sort((a, b) => Number.parseInt(a.slice(1)) - Number.parseInt(b.slice(1)))
      .at(-1);
    const file = join(folderOf, 'metadata', newest ?? '');
    const history = await catalog.listSnapshots({ namespace: ['silver'], name: 'rolled' }, signal);
    const [first, second, third] = history.map(({ id }) => String(id)).reverse();
    // From noon of January 2 to the next snapshot the first was the current one again.
    const log = [
      ['2026-01-01T04:00:00Z', first],
      ['2026-01-02T04:00:00Z', second],
      ['2026-01-02T12:00:00Z', first],
      ['2026-01-03T04:00:00Z', third],
    ].map(([at = '', id = '']) => `{"timestamp-ms": ${Date.parse(at)}, "snapshot-id": ${id}}`);
    const text = await readFile(file, 'utf8');
    const changed = text.replace(/"snapshot-log":\s*\[[^\]]*\]/, `"snapshot-log": [${log.join()}]`);
    assert.notEqual(changed, text);
    await writeFile(file, changed);
    const at = (time: string): Promise<unknown> =>
      rowsOf(`SELECT count(*) FROM rolled TIMESTAMP AS OF '2026-01-${time}'`);
    assert.deepEqual(await at('02 11:59:59'), rows('3'));
    assert.deepEqual(await at('02 12:00:00'), rows('2'));
    assert.deepEqual(await at('03 04:00:00'), rows('2'));
    assert.deepEqual(
      await rowsOf('FROM rolled FOR TIMESTAMP AS OF now() ORDER BY id'),
      rows('2', '3'),
    );
    await assert.rejects(at('01 03:59:59'), { code: 'not-found' });
  });

  it('can be read after the process has gone', async () => {
    duckdb.dispose();
    assert.deepEqual(await rowsOf('SELECT count(*) FROM orders AT (VERSION => #0)'), rows('2'));
  });

  it('is explained where only reading is allowed', async () => {
    const sql = withIds('EXPLAIN ANALYZE SELECT * FROM orders AT (VERSION => #0)');
    const last = await end(await local.submit({ sql, schema: ['silver'], parameters: {} }, signal));
    assert.equal(last.kind, 'succeeded');
  });

  const failures = [
    {
      sql: 'FROM orders AT (VERSION => ^7^)',
      code: 'not-found',
      message: /^orders: .*no snapshot 7/,
    },
    { sql: "FROM orders AT (VERSION => ^'nope'^)", code: 'not-found', message: /nope/ },
    {
      sql: "FROM orders AT (TIMESTAMP => ^TIMESTAMP '2025-12-31 23:59:59'^)",
      code: 'not-found',
      message: /2025-12-31/,
    },
    { sql: 'FROM ^silver.nope^ AT (VERSION => 7)', code: 'not-found', message: /nope/ },
    { sql: 'FROM orders AT (VERSION => ^1.5^)', code: 'syntax', message: /snapshot/ },
    { sql: 'FROM orders AT (VERSION => ^NULL^)', code: 'syntax', message: /NULL/ },
    { sql: "FROM orders AT (TIMESTAMP => ^'yesterday'^)", code: 'syntax', message: /yesterday/ },
    { sql: 'FROM ^past^ FOR VERSION AS OF 7', code: 'refused', message: /^past: a view has no/ },
    { sql: 'FROM orders FOR VERSION AS OF ^7^ AS o', code: 'not-found', message: /no snapshot 7/ },
    { sql: "FROM orders VERSION AS OF ^'nope'^ o", code: 'not-found', message: /nope/ },
    {
      sql: 'FROM orders FOR VERSION AS OF #0 AS o WHERE ^o^.nope = 1',
      code: 'syntax',
      message: /nope/,
    },
    {
      sql: "SELECT 'é𝒳', o.id FROM orders FOR VERSION AS OF #0 o JOIN ^silver.missing^ USING (id)",
      code: 'not-found',
      message: /missing/,
    },
    { sql: 'FROM orders FOR VERSION AS OF #0 ORDER ^BX^ id', code: 'syntax', message: /BX/ },
    { sql: 'FROM orders FOR ^VERSION^ AS OF WHERE id = 1', code: 'syntax', message: /VERSION|FOR/ },
    { sql: 'FROM orders AT (TIMESTAMP => ^1 + 1^)', code: 'syntax', message: /TIMESTAMP/ },
    { sql: "FROM orders AS ^AT^ (VERSION => 'audit')", code: 'syntax', message: /AT|AS/ },
    { sql: "SELECT 1 + orders AT ^(^VERSION => 'audit')", code: 'syntax', message: /\(/ },
    { sql: "FROM orders AT (^MOMENT^ => 'audit')", code: 'syntax', message: /MOMENT/ },
    {
      sql: "SELECT 'é𝒳', ^nope^ FROM orders AT (VERSION => 'audit')",
      code: 'syntax',
      message: /nope/,
    },
    {
      sql: "SELECT o.id FROM orders o AT (VERSION => 'audit') JOIN ^silver.missing^ USING (id)",
      code: 'not-found',
      message: /missing/,
    },
    {
      sql: "SELECT *\nFROM orders o\n  AT (VERSION => 'audit')\nWHERE ^o^.nope > 1",
      code: 'syntax',
      message: /nope/,
    },
  ];
  for (const { sql: marked, code, message } of failures) {
    it(`says what is wrong with ${marked}`, async () => {
      const [before = '', marks = '', after = ''] = withIds(marked).split('^');
      await assert.rejects(rowsOf(before + marks + after), {
        name: 'QueryError',
        code,
        message,
        span: { start: before.length, end: (before + marks).length },
      });
    });
  }
});

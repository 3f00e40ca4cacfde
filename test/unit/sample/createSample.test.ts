import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LocalCatalog } from '../../../src/catalog/local/localCatalog.js';
import { localFileIO } from '../../../src/iceberg/localFileIO.js';
import { createSample } from '../../../src/sample/createSample.js';
import { TestDuckDb } from '../../support/duckDb.js';

const { signal } = new AbortController();
const statics = fileURLToPath(new URL('../../../sample', import.meta.url));

describe('the sample lakehouse', function () {
  this.timeout(60_000);
  const sql = new TestDuckDb();
  let folder: string;
  let catalog: LocalCatalog;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sample-'));
    await createSample({ folder, statics, sql }, signal);
    catalog = new LocalCatalog('sample', `${folder}/lakehouse`, localFileIO, sql);
  });
  after(async () => {
    await sql.close();
    await rm(folder, { recursive: true, force: true });
  });

  const count = async (namespace: string, name: string): Promise<string | null | undefined> => {
    const relation = await catalog.relation({ namespace: [namespace], name }, {}, signal);
    return (await sql.rows(`SELECT count(*) FROM (${relation.sql})`)).rows[0]?.[0];
  };

  it('has three zones', async () => {
    const { items } = await catalog.listNamespaces([], undefined, signal);
    assert.deepEqual(items, [['bronze'], ['gold'], ['silver']]);
  });

  it('has every kind of table', async () => {
    const { items } = await catalog.listTables(['bronze'], undefined, signal);
    assert.deepEqual(
      items.map(({ identifier, format }) => `${identifier.name} ${format ?? ''}`),
      [
        'customers csv',
        'order_lines_raw iceberg',
        'orders_raw iceberg',
        'payments_broken iceberg',
        'products parquet',
        'web_events parquet',
      ],
    );
    const gold = await catalog.listTables(['gold'], undefined, signal);
    assert.deepEqual(
      gold.items.map(({ identifier, kind }) => `${identifier.name} ${kind}`),
      ['customer_value table', 'daily_revenue table', 'top_products view'],
    );
  });

  it('has a table that is broken, with the file and the fault', async () => {
    await assert.rejects(
      catalog.loadTable({ namespace: ['bronze'], name: 'payments_broken' }, signal),
      { code: 'syntax', message: /payments_broken\/metadata\/v1\.metadata\.json: not JSON/ },
    );
  });

  it('says what its tables and columns mean', async () => {
    const { items } = await catalog.listTables(['silver'], undefined, signal);
    for (const { identifier } of items) {
      const { comment, owner, columns } = await catalog.loadTable(identifier, signal);
      assert.ok(comment !== undefined && owner !== undefined, identifier.name);
      assert.deepEqual(
        columns.filter((column) => column.comment === undefined),
        [],
      );
    }
  });

  it('has a history with a tag, an overwrite, deletes by position and a new column', async () => {
    const orders = { namespace: ['silver'], name: 'orders' };
    const snapshots = await catalog.listSnapshots(orders, signal);
    assert.deepEqual(
      snapshots.map(({ operation, refs }) => [operation, ...refs].join(' ')),
      ['append main', 'delete', 'overwrite', 'append before-cleanup', 'append'],
    );
    assert.ok(snapshots.every(({ id }) => id > BigInt(Number.MAX_SAFE_INTEGER)));
    const { columns, partitioning } = await catalog.loadTable(orders, signal);
    assert.deepEqual(partitioning, ['month(ordered_at)']);
    assert.equal(columns.at(-1)?.name, 'coupon');
    const before = await catalog.relation(orders, { version: { ref: 'before-cleanup' } }, signal);
    const test = `SELECT count(*) FROM (${before.sql}) WHERE channel = 'test'`;
    assert.notEqual((await sql.rows(test)).rows[0]?.[0], '0');
  });

  it('ends in silver with what the pipelines make of bronze', async () => {
    const orders = await catalog.relation(
      { namespace: ['silver'], name: 'orders' },
      {},
      signal,
    );
    const raw = await catalog.relation(
      { namespace: ['bronze'], name: 'orders_raw' },
      {},
      signal,
    );
    const { rows } = await sql.rows(
      `SELECT order_id, coupon, replace(country, 'UK', 'GB') FROM (${raw.sql}) WHERE channel <> 'test'
       EXCEPT SELECT order_id::VARCHAR, coupon, country FROM (${orders.sql})`,
    );
    assert.deepEqual(rows, []);
    assert.equal(await count('silver', 'customers'), await count('gold', 'customer_value'));
  });

  it('is the same every time, and keeps what a person changed in a notebook', async () => {
    const before = await hashes(`${folder}/lakehouse`);
    await writeFile(`${folder}/welcome.lake.sql`, '-- mine\n');
    await createSample({ folder, statics, sql }, signal);
    assert.deepEqual(await hashes(`${folder}/lakehouse`), before);
    assert.equal(await readFile(`${folder}/welcome.lake.sql`, 'utf8'), '-- mine\n');
  });

  it('is small', async () => {
    const sizes = [...(await hashes(folder)).values()].map(({ bytes }) => bytes);
    const total = sizes.reduce((sum, bytes) => sum + bytes, 0);
    assert.ok(total < 60_000_000, String(total));
  });

  it('is not written over a folder of somebody', async () => {
    const own = `${folder}/own`;
    await mkdir(`${own}/lakehouse`, { recursive: true });
    await writeFile(`${own}/lakehouse/thesis.txt`, 'years of work');
    await assert.rejects(createSample({ folder: own, statics, sql }, signal), {
      name: 'NotASampleError',
    });
    assert.deepEqual(await readdir(own), ['lakehouse']);
    assert.deepEqual(await readdir(`${own}/lakehouse`), ['thesis.txt']);
    await rm(own, { recursive: true });
  });
});

async function hashes(
  folder: string,
): Promise<ReadonlyMap<string, { readonly hash: string; readonly bytes: number }>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const read = files.map(async ({ parentPath, name }) => {
    const bytes = await readFile(join(parentPath, name));
    const hash = createHash('sha256').update(bytes).digest('hex');
    return [join(parentPath, name), { hash, bytes: bytes.length }] as const;
  });
  return new Map(await Promise.all(read));
}

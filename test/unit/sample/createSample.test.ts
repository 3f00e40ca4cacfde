import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TableVersion } from '../../../src/catalog/catalog.js';
import { LocalCatalog } from '../../../src/catalog/local/localCatalog.js';
import { localFileIO } from '../../../src/iceberg/localFileIO.js';
import { parseMetadata, type TableMetadata } from '../../../src/iceberg/metadata.js';
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

  /** Copies every good table of a namespace, and tells their names. */
  const copiesOf = async (namespace: string, schema: string): Promise<readonly string[]> => {
    await sql.run(`CREATE SCHEMA ${schema}`);
    const { items } = await catalog.listTables([namespace], undefined, signal);
    const names = items
      .filter(({ identifier, kind }) => kind === 'table' && identifier.name !== 'payments_broken')
      .map(({ identifier }) => identifier.name);
    for (const name of names) {
      const relation = await catalog.relation({ namespace: [namespace], name }, {}, signal);
      await sql.run(`CREATE TABLE ${schema}.${name} AS ${relation.sql}`);
    }
    return names;
  };
  const metadataOf = async (
    namespace: string,
    name: string,
  ): Promise<TableMetadata> => {
    const table = await catalog.loadTable({ namespace: [namespace], name }, signal);
    const file = table.metadataLocation ?? '';
    return parseMetadata(await readFile(file, 'utf8'), file);
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
        'reviews json',
        'stock_counts csv',
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

  it('has partitions by value, month, day and bucket, and a table whose partitions changed', async () => {
    const partitioning = async (namespace: string, name: string): Promise<readonly string[]> =>
      (await catalog.loadTable({ namespace: [namespace], name }, signal)).partitioning;
    assert.deepEqual(await partitioning('silver', 'visits'), ['day(started_at)', 'bucket(4, customer_id)']);
    assert.deepEqual(await partitioning('bronze', 'orders_raw'), ['channel', 'truncate(7, ordered_at)']);
    assert.deepEqual(await partitioning('bronze', 'web_events'), ['day']);
    const metadata = await metadataOf('bronze', 'orders_raw');
    assert.equal(metadata.specs.length, 2);
  });

  it('has a branch with a commit of its own, and fields that changed within a column', async () => {
    const reviews = { namespace: ['silver'], name: 'reviews' };
    const snapshots = await catalog.listSnapshots(reviews, signal);
    assert.deepEqual(
      snapshots.slice(0, 2).map(({ operation, refs }) => [operation, ...refs]),
      [
        ['delete', 'moderation'],
        ['append', 'main'],
      ],
    );
    const advertising = async (version: TableVersion): Promise<string | null | undefined> => {
      const relation = await catalog.relation(reviews, { version }, signal);
      const rows = `SELECT count(*) FROM (${relation.sql}) WHERE text LIKE '%.example'`;
      return (await sql.rows(rows)).rows[0]?.[0];
    };
    assert.equal(await advertising({ ref: 'moderation' }), '0');
    assert.notEqual(await advertising(undefined), '0');
  });

  it('has a table with deletes by equality and a column that became wider', async () => {
    const metadata = await metadataOf('silver', 'stock');
    const { summary } = metadata.snapshots.at(-1) ?? {};
    assert.ok(Number(summary?.['total-equality-deletes']) > 0);
    const told = await catalog.loadTable({ namespace: ['silver'], name: 'stock' }, signal);
    assert.deepEqual([told.rows, told.files, told.deleteFiles], [undefined, 3n, 3n]);
    const types = metadata.schemas.map(({ fields }) => fields.find(({ id }) => id === 3)?.type);
    assert.deepEqual(types, [
      { kind: 'primitive', name: 'float' },
      { kind: 'primitive', name: 'double' },
    ]);
  });

  it('ends with what the pipelines make of bronze', async () => {
    await sql.run(`ATTACH ':memory:' AS made; USE made; CREATE SCHEMA silver; CREATE SCHEMA gold;`);
    try {
      await copiesOf('bronze', 'bronze');
      for (const name of ['01_silver.sql', '02_gold.sql']) {
        await sql.run(await readFile(`${statics}/pipelines/${name}`, 'utf8'));
      }
      for (const namespace of ['silver', 'gold']) {
        for (const table of await copiesOf(namespace, `${namespace}_read`)) {
          const made = `SELECT * FROM ${namespace}.${table}`;
          const read = `SELECT * FROM ${namespace}_read.${table}`;
          const { rows } = await sql.rows(
            `SELECT count(*) FROM ((${made} EXCEPT ALL ${read}) UNION ALL (${read} EXCEPT ALL ${made}))`,
          );
          assert.deepEqual(rows, [['0']], table);
        }
      }
    } finally {
      await sql.run('USE memory; DETACH made;');
    }
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

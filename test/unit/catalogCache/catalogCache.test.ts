import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Table } from '../../../src/catalog/catalog.js';
import type { CachedListing } from '../../../src/catalogCache/cacheFormat.js';
import { CatalogCache } from '../../../src/catalogCache/catalogCache.js';
import type { Connection } from '../../../src/connections/connections.js';
import { fakeConnection } from '../../support/fakeConnection.js';

const listing: CachedListing = {
  kind: 'listing',
  catalog: 'lake',
  namespace: ['a/b', '..'],
  namespaces: [['a/b', '..', 'c']],
  tables: [
    { identifier: { namespace: ['a/b', '..'], name: '<b>' }, kind: 'table', format: 'iceberg' },
    { identifier: { namespace: ['a/b', '..'], name: 'v' }, kind: 'view' },
  ],
  at: 5,
};

const table: Table = {
  identifier: { namespace: ['s'], name: 't' },
  kind: 'table',
  format: 'iceberg',
  dataset: { namespace: 'x', name: 'y' },
  columns: [
    {
      ...{ name: 'a', type: 'struct<b: int>', nativeType: 'struct<b: int>', nullable: true },
      fields: [{ name: 'b', type: 'int', nativeType: 'int', nullable: false }],
    },
  ],
  partitioning: ['day(a)'],
  properties: { owner: 'me' },
  rows: 2n ** 60n,
  files: 3n,
};

describe('what is kept of catalogs', () => {
  let folder: string;
  let cache: CatalogCache;
  const connection = fakeConnection('c');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lakehouse-cache-'));
    cache = new CatalogCache(folder);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const files = (): readonly string[] =>
    readdirSync(folder).flatMap((of) =>
      readdirSync(join(folder, of)).map((name) => join(folder, of, name)),
    );

  it('is read as it was written, counts of 60 bits too', async () => {
    await cache.write(connection, listing);
    await cache.write(connection, { kind: 'table', catalog: 'lake', table, at: 7 });
    assert.deepEqual(await cache.listing(connection, 'lake', ['a/b', '..']), listing);
    const kept = await new CatalogCache(folder).table(connection, 'lake', table.identifier);
    assert.deepEqual(kept, { kind: 'table', catalog: 'lake', table, at: 7 });
    assert.equal(await cache.listing(connection, 'other', ['a/b', '..']), undefined);
  });

  it('is not there for another account or other settings of the same name', async () => {
    await cache.write(connection, listing);
    const uri = 'https://one.example';
    const auth = { type: 'none' } as const;
    const rest = { type: 'iceberg-rest', name: 'c', uri, auth, readOnly: true } as const;
    const others: readonly Connection['settings'][] = [
      rest,
      { ...rest, warehouse: 'w' },
      { type: 'aws', name: 'c', readOnly: true },
      { type: 'aws', name: 'c', profile: 'p', readOnly: true },
    ];
    for (const settings of others) {
      const other = { ...connection, settings };
      assert.equal(await cache.listing(other, 'lake', listing.namespace), undefined);
      await cache.write(other, listing);
    }
    assert.equal(readdirSync(folder).length, others.length + 1);
  });

  it('holds no secrets of properties', async () => {
    const properties = { 's3.secret-access-key': 'hush', token: 'hush', owner: 'me' };
    const entry = { kind: 'table', catalog: 'c', table: { ...table, properties }, at: 1 } as const;
    await cache.write(connection, entry);
    const [file = ''] = files();
    assert.doesNotMatch(readFileSync(file, 'utf8'), /hush/);
    assert.equal(statSync(file).isFile(), true);
  });

  const damages: Readonly<Record<string, (text: string) => string>> = {
    'an empty file': () => '',
    'no JSON': () => '{"version":1,',
    'another version': (text) => text.replace('"version":1', '"version":2'),
    'a list': () => '[]',
    'tables that are none': (text) => text.replace('"iceberg"]', '"iceberg"],7'),
    'the entry of another place': (text) => text.replace('"lake"', '"sea"'),
    'cut text': (text) => text.slice(0, -20),
    'a namespace of numbers': (text) => text.replace('["a/b",', '[1,'),
  };
  for (const [title, damage] of Object.entries(damages)) {
    it(`is nothing where there is ${title}`, async () => {
      await cache.write(connection, listing);
      for (const file of files()) writeFileSync(file, damage(readFileSync(file, 'utf8')));
      assert.equal(await cache.listing(connection, 'lake', listing.namespace), undefined);
    });
  }

  it('drops the oldest beyond its size', async () => {
    const small = new CatalogCache(folder, 4000);
    for (let i = 0; i < 60; i++) {
      await small.write(connection, { ...listing, namespace: [`n${i}`], tables: [], at: i });
    }
    const sizes = files().map((file) => statSync(file).size);
    assert.ok(sizes.reduce((a, b) => a + b, 0) < 6000);
    assert.ok((await small.listing(connection, 'lake', ['n59'])) !== undefined);
  });

  it('does without where it can not write', async () => {
    writeFileSync(join(folder, 'file'), '');
    const none = new CatalogCache(join(folder, 'file'));
    await none.write(connection, listing);
    assert.equal(await none.listing(connection, 'lake', listing.namespace), undefined);
    for await (const entry of none.all(connection)) assert.fail(JSON.stringify(entry.kind));
  });
});

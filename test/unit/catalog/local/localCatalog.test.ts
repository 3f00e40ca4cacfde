import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LocalCatalog } from '../../../../src/catalog/local/localCatalog.js';
import { localFileIO } from '../../../../src/iceberg/localFileIO.js';
import { TestDuckDb } from '../../../support/duckDb.js';

const { signal } = new AbortController();

describe('a folder as a catalog', () => {
  const duckdb = new TestDuckDb();
  let folder: string;
  let catalog: LocalCatalog;
  before(async () => {
    // The name of a folder above the tables must not become a column.
    folder = await mkdtemp(join(tmpdir(), 'year=2026 '));
    catalog = new LocalCatalog('local', folder, localFileIO, duckdb);
    const files = {
      'raw/days/day=2026-01-01/a.csv': 'id,name\n1,x\n',
      'raw/days/day=2026-01-02/a.csv': 'id,name\n2,y\n',
      'raw/events/a.jsonl': '{"id": 9007199254740993, "tags": ["a"]}\n',
      'raw/delta/_delta_log/00000000000000000000.json': '{}',
      'raw/bad/a.parquet': 'not Parquet',
      'raw/.hidden/a.csv': 'id\n1\n',
      'raw/_tmp/a.csv': 'id\n1\n',
      'notes/plan.md': '# Plan',
    };
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
  });
  after(async () => {
    await duckdb.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('shows no folder without data, nor what a writer hides', async () => {
    assert.deepEqual((await catalog.listNamespaces([], undefined, signal)).items, [['raw']]);
    const { items } = await catalog.listTables(['raw'], undefined, signal);
    assert.deepEqual(
      items.map(({ identifier, format }) => `${identifier.name} ${format ?? ''}`),
      ['bad parquet', 'days csv', 'delta delta', 'events json'],
    );
  });

  const tables = [
    {
      name: 'days',
      columns: ['id long', 'name string', 'day date'],
      rows: [
        ['1', 'x', '2026-01-01'],
        ['2', 'y', '2026-01-02'],
      ],
    },
    {
      name: 'events',
      columns: ['id long', 'tags list<string>'],
      rows: [['9007199254740993', '[a]']],
    },
  ];
  for (const { name, columns, rows } of tables) {
    it(`reads ${name} with its columns, exactly`, async () => {
      const identifier = { namespace: ['raw'], name };
      const table = await catalog.loadTable(identifier, signal);
      assert.deepEqual(
        table.columns.map((column) => `${column.name} ${column.type}`),
        columns,
      );
      assert.deepEqual(table.dataset, { namespace: 'file', name: `${folder}/raw/${name}` });
      const relation = await catalog.relation(identifier, {}, signal);
      assert.deepEqual((await duckdb.rows(`${relation.sql} ORDER BY ALL`)).rows, rows);
    });
  }

  const refused = [
    { name: 'delta', code: 'limit', says: /raw\/delta: a Delta table/ },
    { name: 'bad', code: 'syntax', says: /raw\/bad: / },
  ];
  for (const { name, code, says } of refused) {
    it(`says what is wrong with ${name}`, async () => {
      await assert.rejects(catalog.loadTable({ namespace: ['raw'], name }, signal), {
        name: 'CatalogError',
        code,
        message: says,
      });
    });
  }

  it('has no snapshots for files', async () => {
    const days = { namespace: ['raw'], name: 'days' };
    assert.deepEqual(await catalog.listSnapshots(days, signal), []);
    await assert.rejects(catalog.relation(days, { version: { snapshotId: 1n } }, signal), {
      code: 'not-found',
    });
  });
});

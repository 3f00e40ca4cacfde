import assert from 'node:assert/strict';
import { CatalogError, type Table } from '../../../src/catalog/catalog.js';
import { withDeltaColumns } from '../../../src/catalog/deltaColumns.js';
import type { FileIO } from '../../../src/iceberg/fileIO.js';

const folder = 's3://lake/trips';
const { signal } = new AbortController();
const table: Table = {
  identifier: { namespace: ['formats'], name: 'trips' },
  dataset: { namespace: 'n', name: 'n' },
  kind: 'table',
  format: 'delta',
  columns: [],
  partitioning: [],
  properties: {},
  location: folder,
  incomplete: new CatalogError('limit', 'Glue has no columns'),
};

/** A log with these commits, of which what is read is noted. */
function logOf(commits: readonly string[]): { readonly io: FileIO; readonly read: string[] } {
  const read: string[] = [];
  const name = (version: number): string => `${String(version).padStart(20, '0')}.json`;
  const no = (): Promise<never> => Promise.reject(new Error('not asked for'));
  const io: FileIO = {
    list: () =>
      Promise.resolve([
        { name: '00000000000000000009.checkpoint.parquet', kind: 'file' },
        ...commits.map((_, version) => ({ name: name(version), kind: 'file' as const })),
      ]),
    read: (location) => {
      read.push(location.split('/').at(-1) ?? '');
      const version = commits.findIndex((_, index) => location.endsWith(name(index)));
      return Promise.resolve(new TextEncoder().encode(commits[version]));
    },
    readRange: no,
    size: no,
    realPath: no,
  };
  return { io, read };
}

const add = JSON.stringify({ add: { path: 'a.parquet' } });
const says = (fields: readonly object[], partitionColumns: readonly string[] = []): string => {
  const schemaString = JSON.stringify({ type: 'struct', fields });
  return `${add}\n${JSON.stringify({ metaData: { schemaString, partitionColumns } })}\n`;
};

describe('the columns of a Delta table of which its catalog has none', () => {
  it('are those of the newest commit that says which there are', async () => {
    const { io, read } = logOf([
      says([{ name: 'id', type: 'long' }]),
      says(
        [
          { name: 'id', type: 'long' },
          { name: 'day', type: 'date' },
        ],
        ['day'],
      ),
      add,
    ]);
    const { columns, partitioning, incomplete } = await withDeltaColumns(io, table, signal);
    assert.deepEqual([columns.map(({ name }) => name), partitioning], [['id', 'day'], ['day']]);
    assert.equal(incomplete, undefined);
    assert.equal(read.length, 2);
  });

  it('are still said to be missing where no new commit says them', async () => {
    const { io, read } = logOf([says([]), ...Array<string>(12).fill(add)]);
    assert.deepEqual(await withDeltaColumns(io, table, signal), table);
    assert.equal(read.length, 10);
  });

  it('are not known where the log is broken, and the table is shown', async () => {
    const { io } = logOf(['{"metaData": {']);
    const { incomplete, columns } = await withDeltaColumns(io, table, signal);
    assert.deepEqual([columns, incomplete?.code], [[], 'syntax']);
  });

  const types: readonly [type: unknown, canonical: string][] = [
    ['integer', 'int'],
    ['decimal(9,2)', 'decimal(9, 2)'],
    ['timestamp', 'timestamptz'],
    ['timestamp_ntz', 'timestamp'],
    [{ type: 'array', elementType: 'short' }, 'list<int>'],
    [{ type: 'map', keyType: 'string', valueType: 'byte' }, 'map<string, int>'],
    [
      { type: 'struct', fields: [{ name: 'a', type: { type: 'array', elementType: 'date' } }] },
      'struct<a: list<date>>',
    ],
  ];
  for (const [type, canonical] of types) {
    it(`have the type ${canonical} for ${JSON.stringify(type)}`, async () => {
      const { io } = logOf([says([{ name: 'c', type, nullable: false }])]);
      const [column] = (await withDeltaColumns(io, table, signal)).columns;
      assert.deepEqual([column?.type, column?.nullable], [canonical, false]);
    });
  }
});

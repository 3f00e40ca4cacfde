import assert from 'node:assert/strict';
import type { ScanFile } from '../../../../src/iceberg/scanPlan.js';
import { field, ScanTable, struct } from '../../../support/scanTable.js';

const id = field(1, 'id', 'long');
const category = field(2, 'category', 'string');
const animals =
  `SELECT * FROM (VALUES (1::BIGINT, 'marsupial', 'Koala'), (2, 'toy', 'Teddy'), ` +
  `(3, NULL, 'Grizzly'), (4, NULL, 'Polar')) AS t(id, category, name)`;
const ids = '{id: 1, category: 2, name: 3}';

describe('equality deletes', () => {
  const table = new ScanTable();
  let data: ScanFile;
  before(async () => {
    await table.open();
    data = await table.write(animals, ids);
  });
  after(() => table.close());

  const deletes = (select: string, of: string, file: Partial<ScanFile>): Promise<ScanFile> =>
    table.write(select, of, { sequenceNumber: 2n, ...file });
  const survivors = async (
    equalityDeletes: readonly ScanFile[],
    file: Partial<ScanFile> = {},
  ): Promise<readonly string[]> => {
    const rows = await table.read({
      fields: [id, category],
      dataFiles: [{ ...data, ...file }],
      equalityDeletes,
    });
    return rows.map(([value]) => value ?? 'NULL');
  };

  // The examples of the specification, and what else can be in such a file.
  const cases: readonly {
    readonly title: string;
    readonly select: string;
    readonly ids: string;
    readonly equalityIds: readonly number[];
    readonly left: readonly string[];
  }[] = [
    {
      title: 'one column',
      select: '3::BIGINT AS id',
      ids: '{id: 1}',
      equalityIds: [1],
      left: ['1', '2', '4'],
    },
    {
      title: 'one column beside others that do not count',
      select: `3::BIGINT AS id, 'other' AS category`,
      ids: '{id: 1, category: 2}',
      equalityIds: [1],
      left: ['1', '2', '4'],
    },
    {
      title: 'several columns, NULL being equal to NULL',
      select: `unnest([4, 1, 2])::BIGINT AS id, unnest([NULL, NULL, 'toy']) AS category`,
      ids: '{id: 1, category: 2}',
      equalityIds: [2, 1],
      left: ['1', '3'],
    },
    {
      title: 'NULL alone',
      select: 'NULL::VARCHAR AS category',
      ids: '{category: 2}',
      equalityIds: [2],
      left: ['1', '2'],
    },
    {
      title: 'another name and a narrower type than the column has now',
      select: '3::INTEGER AS was_id',
      ids: '{was_id: 1}',
      equalityIds: [1],
      left: ['1', '2', '4'],
    },
    {
      title: 'no rows',
      select: '3::BIGINT AS id WHERE false',
      ids: '{id: 1}',
      equalityIds: [1],
      left: ['1', '2', '3', '4'],
    },
  ];
  for (const { title, select, ids: of, equalityIds, left } of cases) {
    it(`compare ${title}`, async () => {
      const file = await deletes(`SELECT ${select}`, of, { equalityIds });
      assert.deepEqual(await survivors([file]), left);
    });
  }

  it('hold for older data only, not for that of the same commit', async () => {
    const file = await deletes('SELECT 3::BIGINT AS id', '{id: 1}', { equalityIds: [1] });
    assert.deepEqual(await survivors([file], { sequenceNumber: 1n }), ['1', '2', '4']);
    assert.deepEqual(await survivors([file], { sequenceNumber: 2n }), ['1', '2', '3', '4']);
    assert.deepEqual(await survivors([file], { sequenceNumber: 3n }), ['1', '2', '3', '4']);
  });

  it('come together, each with its own columns and age', async () => {
    const files = [
      await deletes('SELECT 1::BIGINT AS id', '{id: 1}', { equalityIds: [1] }),
      await deletes('SELECT 2::BIGINT AS id', '{id: 1}', { equalityIds: [1], sequenceNumber: 1n }),
      await deletes(`SELECT NULL::VARCHAR AS category`, '{category: 2}', { equalityIds: [2] }),
      await deletes('SELECT 9::BIGINT AS id, 8 AS x', '{id: 1, x: 77}', { equalityIds: [1] }),
    ];
    assert.deepEqual(await survivors(files), ['2']);
  });

  it('come together with position deletes', async () => {
    const file = await deletes('SELECT 1::BIGINT AS id', '{id: 1}', { equalityIds: [1] });
    const positions = await table.write(
      `SELECT '${data.location}' AS file_path, 1::BIGINT AS pos`,
      '{file_path: 2147483546, pos: 2147483545}',
    );
    assert.deepEqual(
      await table.read({
        fields: [id],
        dataFiles: [data],
        equalityDeletes: [file],
        positionDeletes: [positions],
      }),
      [['3'], ['4']],
    );
  });

  const partitioned = [
    { id: 0, fields: [{ sourceId: 1, name: 'part', transform: 'bucket[4]' }] },
    { id: 1, fields: [{ sourceId: 1, name: 'part', transform: 'bucket[8]' }] },
    { id: 2, fields: [] },
    { id: 3, fields: [{ sourceId: 1, name: 'part', transform: 'void' }] },
  ];
  const scopes = [
    { title: 'the same partition', specId: 0, partition: { part: 3 }, left: ['1', '2', '4'] },
    { title: 'another partition', specId: 0, partition: { part: 2 }, left: ['1', '2', '3', '4'] },
    {
      title: 'the NULL partition',
      specId: 0,
      partition: { part: null },
      left: ['1', '2', '3', '4'],
    },
    { title: 'another spec', specId: 1, partition: { part: 3 }, left: ['1', '2', '3', '4'] },
    { title: 'no partition', specId: 2, partition: {}, left: ['1', '2', '4'] },
    {
      title: 'a partition of nothing',
      specId: 3,
      partition: { part: null },
      left: ['1', '2', '4'],
    },
  ];
  for (const { title, specId, partition, left } of scopes) {
    it(`of ${title} hold for ${left.length === 3 ? 'the data' : 'other data'}`, async () => {
      const file = await deletes('SELECT 3::BIGINT AS id', '{id: 1}', {
        equalityIds: [1],
        specId,
        partition,
      });
      const rows = await table.read({
        fields: [id],
        specs: partitioned,
        dataFiles: [{ ...data, partition: { part: 3 } }],
        equalityDeletes: [file],
      });
      assert.deepEqual(rows.flat(), left);
    });
  }

  it('hold for a decimal partition whose precision grew', async () => {
    const file = await deletes('SELECT 3::BIGINT AS id', '{id: 1}', {
      equalityIds: [1],
      partition: { price: Buffer.from('fffffb2e', 'hex') },
    });
    const price = field(5, 'price', 'decimal(20, 2)');
    const read = async (stored: string): Promise<unknown> =>
      (
        await table.read({
          fields: [id, price],
          specs: [{ id: 0, fields: [{ sourceId: 5, name: 'price', transform: 'identity' }] }],
          dataFiles: [{ ...data, partition: { price: Buffer.from(stored, 'hex') } }],
          equalityDeletes: [file],
        })
      ).map(([value]) => value);
    assert.deepEqual(await read('fb2e'), ['1', '2', '4']);
    assert.deepEqual(await read('00fb2e'), ['1', '2', '3', '4']);
  });

  it('compare a column that was dropped since', async () => {
    const name = field(3, 'name', 'string');
    const file = await deletes(`SELECT 'Teddy' AS name`, '{name: 3}', { equalityIds: [3] });
    const rows = await table.read({
      fields: [id],
      schemas: [
        { id: 0, fields: [id, category, name] },
        { id: 1, fields: [id] },
      ],
      dataFiles: [data],
      equalityDeletes: [file],
    });
    assert.deepEqual(rows.flat(), ['1', '3', '4']);
  });

  it('compare a column that the data lacks by its default', async () => {
    const file = await deletes(`SELECT 5::BIGINT AS stars`, '{stars: 8}', { equalityIds: [8] });
    const read = async (initialDefault?: number): Promise<unknown> =>
      (
        await table.read({
          fields: [
            id,
            field(8, 'stars', 'long', initialDefault === undefined ? {} : { initialDefault }),
          ],
          dataFiles: [data],
          equalityDeletes: [file],
        })
      ).length;
    assert.equal(await read(), 4);
    assert.equal(await read(5), 0);
    assert.equal(await read(6), 4);
  });

  it('compare a field within a column, in which NULL is no value', async () => {
    const rows = await table.write(
      `SELECT unnest([{'x': 1, 'y': 2}, {'x': NULL, 'y': 2}, NULL, {'x': 3, 'y': 2}]) AS p`,
      '{p: {__duckdb_field_id: 1, x: 2, y: 3}}',
    );
    const file = await deletes(
      `SELECT unnest([{'x': 1}, {'x': NULL}]) AS p`,
      '{p: {__duckdb_field_id: 1, x: 2}}',
      { equalityIds: [2] },
    );
    const point = field(1, 'p', struct(field(3, 'y', 'int'), field(2, 'z', 'int')));
    assert.deepEqual(
      await table.read({ fields: [point], dataFiles: [rows], equalityDeletes: [file] }),
      [[`{'y': 2, 'z': 3}`]],
    );
  });

  const refused: readonly {
    readonly title: string;
    readonly equalityIds: readonly number[];
    readonly says: RegExp;
  }[] = [
    {
      title: 'compare nothing',
      equalityIds: [],
      says: /\.parquet: equality deletes that compare nothing/,
    },
    {
      title: 'lack what they compare',
      equalityIds: [2],
      says: /\.parquet: equality deletes without the field 2/,
    },
    {
      title: 'compare what no schema has',
      equalityIds: [70],
      says: /\.parquet: equality deletes by the unknown field 70/,
    },
  ];
  for (const { title, equalityIds, says } of refused) {
    it(`are refused that ${title}`, async () => {
      const file = await deletes('SELECT 3::BIGINT AS id, 1 AS x', '{id: 1, x: 70}', {
        equalityIds,
      });
      await assert.rejects(survivors([file]), { name: 'IcebergError', message: says });
    });
  }
});

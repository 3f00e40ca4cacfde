import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { quotePath } from '../../../../src/iceberg/scan/quotePath.js';
import { quoteName, quoteText } from '../../../../src/util/quote.js';
import { field, list, ScanTable } from '../../../support/scanTable.js';

const hostile = [
  `it's`,
  `a"b`,
  `'; DROP TABLE x; --`,
  'a*b',
  'a?b',
  'a[bc]',
  '[!a]',
  '<img src=x onerror=alert(1)>',
  'day=2026-01-01',
  'line\nbreak',
  'Ω ☕',
  '${HOME}',
  '%20',
];

describe('the SQL of a scan', () => {
  const table = new ScanTable();
  const { duckdb } = table;
  before(() => table.open());
  after(() => table.close());

  for (const name of hostile) {
    for (const { title, ids } of [
      { title: 'by field ids', ids: '{x: 1}' },
      { title: 'by name', ids: undefined },
    ]) {
      it(`reads the file and the column named ${JSON.stringify(name)} ${title}, and no other`, async () => {
        // The doubled slash is how some writers join a folder and a name.
        const location = `${join(table.folder, title, name)}//${name}.parquet`;
        await mkdir(dirname(location), { recursive: true });
        const file = await table.write('SELECT 7::BIGINT AS x', ids, { location });
        const mapping = JSON.stringify([{ 'field-id': 1, names: ['x'] }]);
        const sql = await table.sql({
          fields: [field(1, name, 'long')],
          dataFiles: [file],
          properties: { 'schema.name-mapping.default': mapping },
        });
        assert.deepEqual((await duckdb.rows(sql)).rows, [['7']]);
        const described = (await duckdb.rows(`DESCRIBE ${sql}`)).rows;
        assert.deepEqual(described[0]?.slice(0, 2), [name, 'BIGINT']);
      });
    }
  }

  it('takes columns that differ only in case, and ours, for what they are', async () => {
    const names = ['a', 'A', 'file_row_number', 'file_index', 'filename', 'p0', 'd'];
    const stored = names.map((_, i) => `${i}::BIGINT AS ${'xyzuvwr'.charAt(i)}`).join(', ');
    const ids = `{x: 1, y: 2, z: 3, u: 4, v: 5, w: 6, r: 7}`;
    const file = await table.write(`SELECT ${stored}`, ids);
    const fields = names.map((name, i) => field(i + 1, name, 'long'));
    assert.deepEqual(await table.read({ fields, dataFiles: [file] }), [
      ['0', '1', '2', '3', '4', '5', '6'],
    ]);
  });

  it('takes columns of a file without ids that are named as ours for what they are', async () => {
    const names = ['file_row_number', 'file_index', 'filename', 'p0', 'c1'];
    const stored = names.map((name, i) => `${i}::BIGINT AS ${name}`).join(', ');
    const data = await table.write(`SELECT ${stored} FROM range(3)`, undefined);
    const deletes = await table.write(
      `SELECT ${quoteText(data.location)} AS file_path, 1::BIGINT AS pos`,
      undefined,
    );
    const mapping = names.map((name, i) => ({ 'field-id': i + 1, names: [name] }));
    const row = ['0', '1', '2', '3', '4'];
    assert.deepEqual(
      await table.read({
        fields: names.map((name, i) => field(i + 1, name, 'long')),
        dataFiles: [data],
        positionDeletes: [deletes],
        properties: { 'schema.name-mapping.default': JSON.stringify(mapping) },
      }),
      [row, row],
    );
  });

  it('gives the columns of a table without files', async () => {
    const fields = [
      field(1, 'a b', 'decimal(10, 2)'),
      field(2, 'tags', list(3, 'string')),
      field(4, 'none', 'unknown'),
      field(5, 'shape', 'geometry'),
    ];
    const sql = await table.sql({ fields });
    assert.deepEqual((await duckdb.rows(sql)).rows, []);
    assert.deepEqual(
      (await duckdb.rows(`DESCRIBE ${sql}`)).rows.map((row) => row.slice(0, 2)),
      [
        ['a b', 'DECIMAL(10,2)'],
        ['tags', 'VARCHAR[]'],
        ['none', 'INTEGER'],
        ['shape', 'VARCHAR'],
      ],
    );
  });

  it('applies a delete to data that is not newer than itself only', async () => {
    const recorded = 's3://old/data.parquet';
    const data = await table.write('SELECT i AS x FROM range(3) AS t(i)', '{x: 1}', { recorded });
    const select = `SELECT ${quoteText(recorded)} AS file_path, 1::BIGINT AS pos`;
    const deletes = await table.write(select, undefined, { sequenceNumber: 2n });
    const read = (sequenceNumber: bigint): Promise<unknown> =>
      table.read({
        fields: [field(1, 'x', 'long')],
        dataFiles: [{ ...data, sequenceNumber }],
        positionDeletes: [deletes],
      });
    assert.deepEqual(await read(1n), [['0'], ['2']]);
    assert.deepEqual(await read(2n), [['0'], ['2']]);
    assert.deepEqual(await read(3n), [['0'], ['1'], ['2']]);
  });

  it('applies a delete to data of its own partition only', async () => {
    const data = await table.write('SELECT i AS x FROM range(3) AS t(i)', '{x: 1}');
    const select = `SELECT ${quoteText(data.location)} AS file_path, 1::BIGINT AS pos`;
    const deletes = await table.write(select, undefined);
    const specs = [0, 1].map((id) => ({
      id,
      fields: [{ sourceId: 1, name: 'part', transform: 'bucket[2]' }],
    }));
    const read = (specId: number, part: number): Promise<unknown> =>
      table.read({
        fields: [field(1, 'x', 'long')],
        specs,
        dataFiles: [{ ...data, partition: { part: 0 } }],
        positionDeletes: [{ ...deletes, specId, partition: { part } }],
      });
    assert.deepEqual(await read(0, 0), [['0'], ['2']]);
    assert.deepEqual(await read(0, 1), [['0'], ['1'], ['2']]);
    assert.deepEqual(await read(1, 0), [['0'], ['1'], ['2']]);
  });

  it('refuses a table without columns', async () => {
    await assert.rejects(table.sql({ fields: [] }), {
      code: 'unsupported',
      message: '/lake/t/metadata/v1.metadata.json: a table without columns',
    });
  });

  it('quotes any name and any text so that DuckDB gives it back', async () => {
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
    await fc.assert(
      fc.asyncProperty(text, text, async (name, value) => {
        const column = name === '' ? 'x' : name;
        const sql = `SELECT ${quoteText(value)} AS ${quoteName(column)}`;
        assert.deepEqual((await duckdb.rows(sql)).rows, [[value]]);
        assert.equal((await duckdb.rows(`DESCRIBE ${sql}`)).rows[0]?.[0], column);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses a file that is not on this machine', () => {
    assert.throws(() => quotePath('s3://bucket/a.parquet'), { code: 'unsupported' });
  });
});

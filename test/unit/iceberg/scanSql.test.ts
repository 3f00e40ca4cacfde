import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import type { ScanFile } from '../../../src/iceberg/scanPlan.js';
import { quotePath, toScanSql } from '../../../src/iceberg/scanSql.js';
import type { Field } from '../../../src/iceberg/schema.js';
import { quoteName, quoteText } from '../../../src/util/quote.js';
import { TestDuckDb } from '../../support/duckDb.js';

const long = { kind: 'primitive', name: 'long' } as const;
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
  const duckdb = new TestDuckDb();
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scan '));
  });
  after(async () => {
    await duckdb.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const name of hostile) {
    it(`reads the file and the column named ${JSON.stringify(name)}, and no other`, async () => {
      const location = join(folder, name, `${name}.parquet`);
      await mkdir(dirname(location), { recursive: true });
      await duckdb.run(
        `COPY (SELECT 7::BIGINT AS x) TO ${quoteText(location)} (FORMAT parquet, FIELD_IDS {x: 1})`,
      );
      const sql = toScanSql({
        schema: { id: 0, fields: [{ id: 1, name, required: true, type: long }] },
        dataFiles: [toFile(location)],
        positionDeletes: [],
        counts: {},
      });
      assert.deepEqual((await duckdb.rows(sql)).rows, [['7']]);
      const described = (await duckdb.rows(`DESCRIBE ${sql}`)).rows;
      assert.deepEqual(described[0]?.slice(0, 2), [name, 'BIGINT']);
    });
  }

  it('takes columns that differ only in case, and ours, for what they are', async () => {
    const location = join(folder, 'case.parquet');
    await duckdb.run(
      `COPY (SELECT 1::BIGINT AS p, 2::BIGINT AS q, 3::BIGINT AS r) TO ${quoteText(location)} (FORMAT parquet, FIELD_IDS {p: 1, q: 2, r: 3})`,
    );
    const fields = ['a', 'A', 'file_row_number'].map((name, i): Field => ({
      id: i + 1,
      name,
      required: false,
      type: long,
    }));
    const sql = toScanSql({
      schema: { id: 0, fields },
      dataFiles: [toFile(location)],
      positionDeletes: [],
      counts: {},
    });
    assert.deepEqual((await duckdb.rows(sql)).rows, [['1', '2', '3']]);
  });

  it('gives the columns of a table without files', async () => {
    const fields: readonly Field[] = [
      { id: 1, name: 'a b', required: true, type: { kind: 'primitive', name: 'decimal(10, 2)' } },
      {
        id: 2,
        name: 'tags',
        required: false,
        type: {
          kind: 'list',
          element: {
            id: 3,
            name: 'element',
            required: false,
            type: { kind: 'primitive', name: 'string' },
          },
        },
      },
    ];
    const sql = toScanSql({
      schema: { id: 0, fields },
      dataFiles: [],
      positionDeletes: [],
      counts: {},
    });
    assert.deepEqual((await duckdb.rows(sql)).rows, []);
    assert.deepEqual(
      (await duckdb.rows(`DESCRIBE ${sql}`)).rows.map((row) => row.slice(0, 2)),
      [
        ['a b', 'DECIMAL(10,2)'],
        ['tags', 'VARCHAR[]'],
      ],
    );
  });

  it('applies a delete to data that is not newer than itself only', async () => {
    const data = join(folder, 'data.parquet');
    const deletes = join(folder, 'deletes.parquet');
    await duckdb.run(
      `COPY (SELECT i AS x FROM range(3) AS t(i)) TO ${quoteText(data)} (FORMAT parquet, FIELD_IDS {x: 1})`,
    );
    await duckdb.run(
      `COPY (SELECT ${quoteText('s3://old/data.parquet')} AS file_path, 1::BIGINT AS pos) TO ${quoteText(deletes)} (FORMAT parquet)`,
    );
    // An anti join keeps no order.
    const read = async (dataSequence: bigint): Promise<unknown> =>
      (
        await duckdb.rows(
          toScanSql({
            schema: { id: 0, fields: [{ id: 1, name: 'x', required: false, type: long }] },
            dataFiles: [
              { ...toFile(data), recorded: 's3://old/data.parquet', sequenceNumber: dataSequence },
            ],
            positionDeletes: [{ ...toFile(deletes), sequenceNumber: 2n }],
            counts: {},
          }),
        )
      ).rows.toSorted();
    assert.deepEqual(await read(1n), [['0'], ['2']]);
    assert.deepEqual(await read(3n), [['0'], ['1'], ['2']]);
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

function toFile(location: string): ScanFile {
  return {
    recorded: location,
    location,
    rows: 1n,
    bytes: 1n,
    sequenceNumber: 1n,
    specId: 0,
    partition: {},
    equalityIds: [],
  };
}

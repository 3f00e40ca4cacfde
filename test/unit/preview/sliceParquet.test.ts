import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { sliceParquet } from '../../../src/preview/parquet/slice.js';
import { CountingIO } from '../../support/countingIO.js';
import { TestDuckDb } from '../../support/duckDb.js';

const { signal } = new AbortController();

describe('a slice of a Parquet file', () => {
  const duckdb = new TestDuckDb();
  const folder = mkdtempSync(join(tmpdir(), 'slice-'));
  // DuckDB remembers what it read under a name: each file has its own.
  let files = 0;
  let file = '';
  let part = '';
  after(async () => {
    await duckdb.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const slice = async (rows: number, io = new CountingIO()) => {
    const request = { location: file, bytes: statSync(file).size, rows };
    const sliced = await sliceParquet(io, request, signal);
    part = join(folder, `part-${files}.parquet`);
    await writeFile(part, sliced.bytes);
    return { ...sliced, fetched: io.bytes };
  };
  const rowsOf = async (path: string, limit = '') =>
    (await duckdb.rows(`SELECT * FROM read_parquet('${path}', file_row_number = true) ${limit}`))
      .rows;
  const write = (select: string, options: string) => {
    file = join(folder, `whole-${++files}.parquet`);
    return duckdb.run(`COPY (${select}) TO '${file}' (FORMAT parquet, ${options})`);
  };

  const columns = `i AS id, i::VARCHAR || repeat('é', i % 7) AS text, i % 3 AS few, random()::DECIMAL(18, 6) AS amount,
    CASE WHEN i % 5 > 0 THEN i / 3.0 END AS maybe, TIMESTAMP '2026-01-01' + INTERVAL (i) SECOND AS at,
    [i, NULL, i + 1][1:(i % 4)] AS list, {a: i, b: [i::VARCHAR]} AS struct, MAP {i: 'x' || i} AS map,
    i % 2 = 0 AS flag, encode(md5(i::VARCHAR)) AS bytes, NULL::INTEGER AS nothing, '2026-02-03'::DATE + i::INTEGER % 40 AS day`;

  it('has the first rows of the file, whatever the rows, row groups and codecs', async function () {
    this.timeout(120_000);
    const written = fc.record({
      rows: fc.integer({ min: 0, max: 9000 }),
      group: fc.integer({ min: 2048, max: 8192 }),
      codec: fc.constantFrom('snappy', 'zstd', 'uncompressed', 'gzip', 'lz4_raw'),
      version: fc.constantFrom('V1', 'V2'),
      wanted: fc.integer({ min: 1, max: 10_000 }),
    });
    await fc.assert(
      fc.asyncProperty(written, async ({ rows, group, codec, version, wanted }) => {
        await write(
          `SELECT ${columns} FROM range(${rows}) AS t(i)`,
          `ROW_GROUP_SIZE ${group}, CODEC ${codec}, PARQUET_VERSION ${version}`,
        );
        const { rows: found, totalRows, leftOut } = await slice(wanted);
        assert.deepEqual(leftOut, []);
        assert.equal(totalRows, rows);
        assert.equal(found, Math.min(rows, wanted));
        assert.deepEqual(await rowsOf(part), await rowsOf(file, `LIMIT ${wanted}`));
      }),
      { numRuns: 25 },
    );
  });

  it('fetches a small part of a large file', async () => {
    await write(
      `SELECT i AS id, md5(i::VARCHAR) AS text, random() AS amount FROM range(400000) AS t(i)`,
      'ROW_GROUP_SIZE 40960, CODEC uncompressed',
    );
    const { fetched } = await slice(500);
    assert.deepEqual(await rowsOf(part), await rowsOf(file, 'LIMIT 500'));
    const { size } = statSync(file);
    assert.ok(size > 10_000_000 && fetched < size / 5, `${fetched} of ${size} bytes`);
  });

  it('leaves out a column whose first values alone are too large, and no other', async () => {
    await write(
      `SELECT i AS id, repeat(md5(i::VARCHAR), 400000) AS huge FROM range(3) AS t(i)`,
      'CODEC uncompressed',
    );
    const { leftOut, fetched } = await slice(2);
    assert.deepEqual(
      leftOut.map(({ column }) => column),
      ['huge'],
    );
    assert.ok(fetched < 1_000_000);
    assert.deepEqual((await duckdb.rows(`SELECT id FROM '${part}'`)).rows, [['0'], ['1']]);
  });

  it('says of a file that is cut off that it is', async () => {
    await write(`SELECT i FROM range(100) AS t(i)`, 'CODEC snappy');
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, -20));
    await assert.rejects(
      sliceParquet(new CountingIO(), { location: file, bytes: bytes.length, rows: 5 }, signal),
      { name: 'IcebergError', code: 'malformed' },
    );
  });

  it('never takes a damaged footer for rows that are not there', async function () {
    this.timeout(120_000);
    await write(`SELECT ${columns} FROM range(300) AS t(i)`, 'CODEC snappy');
    const whole = await readFile(file);
    const length = whole.readUInt32LE(whole.length - 8);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: length - 1 }),
        fc.integer({ min: 0, max: 255 }),
        async (at, byte) => {
          const damaged = Buffer.from(whole);
          damaged[whole.length - 8 - length + at] = byte;
          await writeFile(file, damaged);
          // Rows or an error with the file's name: nothing else, and never without end.
          await slice(10).catch((error: unknown) => {
            assert.ok(error instanceof Error && error.name === 'IcebergError', String(error));
          });
        },
      ),
      { numRuns: 300 },
    );
  });
});

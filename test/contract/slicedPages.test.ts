import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sliceParquet } from '../../src/preview/parquet/slice.js';
import { CountingIO } from '../support/countingIO.js';
import { TestDuckDb } from '../support/duckDb.js';
import { installed } from '../support/servers/environment.js';

const script = fileURLToPath(new URL('../support/servers/python/write_pages.py', import.meta.url));
const { signal } = new AbortController();

describe('slices of Parquet files that PyArrow wrote', function () {
  this.timeout(120_000);
  const duckdb = new TestDuckDb();
  let folder = '';
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pages-'));
    await promisify(execFile)(installed('python'), [script, folder]);
  });
  after(async () => {
    await duckdb.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('have the first rows, from some pages of each column, in all versions and codecs', async () => {
    const files = readdirSync(folder).filter((name) => name.startsWith('v'));
    assert.equal(files.length, 12);
    let cut = 0;
    for (const name of files) {
      const location = join(folder, name);
      const { size } = statSync(location);
      for (const rows of [1, 1000, 5000, 59_999, 60_000]) {
        const io = new CountingIO();
        const slice = await sliceParquet(io, { location, bytes: size, rows }, signal);
        assert.deepEqual([slice.rows, slice.totalRows, slice.leftOut], [rows, 60_000, []]);
        // DuckDB remembers what it read under a name: each slice has its own.
        const part = join(folder, `part-${rows}-${name}`);
        await writeFile(part, slice.bytes);
        const wrong = await duckdb.rows(
          `SELECT (SELECT count(*) FROM '${part}'),
            (SELECT count(*) FROM (SELECT * FROM '${part}' EXCEPT ALL SELECT * FROM '${location}' LIMIT ${rows}))`,
        );
        assert.deepEqual(wrong.rows, [[String(rows), '0']], `${name}, ${rows} rows`);
        const first = await duckdb.rows(`SELECT count(*) FROM '${part}' WHERE id >= ${rows}`);
        assert.deepEqual(first.rows, [['0']], name);
        if (rows === 1000 && io.bytes < size * 0.7) cut++;
      }
    }
    // Of packed files the one row group is so small that it is fetched whole.
    assert.ok(cut >= 4, `only of ${cut} files a part was fetched`);
  });
});

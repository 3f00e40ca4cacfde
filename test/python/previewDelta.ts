import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localFileIO } from '../../src/iceberg/localFileIO.js';
import { deltaPreview } from '../../src/preview/delta/deltaPreview.js';
import { Previews } from '../../src/preview/previews.js';
import { TestDuckDb } from '../support/duckDb.js';

/*
 * `previewDelta.ts FOLDER`: the preview of each Delta table in a folder, a line of JSON for each:
 * { table, isWhole, columns, rows }, with the values as DuckDB writes them.
 */
const [folder = ''] = process.argv.slice(2);
const { signal } = new AbortController();
const home = await mkdtemp(join(tmpdir(), 'lakehouse-delta-'));
const duckdb = new TestDuckDb();
const previews = new Previews(duckdb, home);
try {
  for (const table of await readdir(folder)) {
    const preview = await previews.run(localFileIO, signal, (tools) =>
      deltaPreview(table, join(folder, table), tools, signal),
    );
    const { sql, isWhole } = preview;
    const { columns } = await duckdb.exact(sql);
    const { rows } = await duckdb.rows(sql);
    await preview.dispose();
    process.stdout.write(`${JSON.stringify({ table, isWhole, columns, rows })}\n`);
  }
} finally {
  previews.dispose();
  await duckdb.close();
  await rm(home, { recursive: true, force: true });
}

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportResult } from '../../src/results/export/exportResult.js';
import type { Written } from '../../src/results/export/exportJob.js';
import { type ExportFormat, exportFormats } from '../../src/results/export/formats.js';
import { ResultStore } from '../../src/results/resultStore.js';
import type { StoredResult } from '../../src/results/storedResult.js';
import { type View, wholeView } from '../../src/results/view.js';
import { type KillableDuckDb, killableDuckDb } from '../support/killableDuckDb.js';
import { onSmallDisk } from '../support/smallDisk.js';
import { storeRows } from '../support/queryRows.js';

describe('an export that fails half way', () => {
  let killable: KillableDuckDb;
  let results: ResultStore;
  let large: StoredResult;
  let small: StoredResult;
  const rows = 300_000;

  before(async function () {
    this.timeout(60_000);
    killable = killableDuckDb();
    results = new ResultStore(killable.duckdb, join(killable.folder, 'results'));
    large = await store(`SELECT range AS n, hash(range)::VARCHAR AS h FROM range(${rows})`);
    small = await store('SELECT 1 AS n');
  });
  after(() => {
    killable.dispose();
  });

  const store = (sql: string): Promise<StoredResult> =>
    storeRows({ duckdb: killable.duckdb, results }, sql);

  function write(
    result: StoredResult,
    format: ExportFormat,
    file: string,
    { signal, view = wholeView }: { readonly signal?: AbortSignal; readonly view?: View } = {},
  ): Promise<Written> {
    const { duckdb } = killable;
    const job = { duckdb, results, result, view, format, file, onProgress: () => undefined };
    return exportResult({ ...job, signal: signal ?? new AbortController().signal });
  }

  /** Resolves when something was written into the file in progress. */
  async function begun(folder: string): Promise<void> {
    while (!readdirSync(folder).some((name) => name.endsWith('.part'))) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  for (const { id: format } of exportFormats) {
    it(`as DuckDB is killed ends with one message or well, as ${format}`, async () => {
      const folder = join(killable.folder, `killed-${format}`);
      mkdirSync(folder);
      const file = join(folder, 'out');
      writeFileSync(file, 'before');
      const writing = write(large, format, file).then(
        () => 'written',
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      await begun(folder);
      await killable.kill();
      const end = await writing;
      // What only reads is asked again.
      const isCopy = ['csv', 'tsv', 'parquet'].includes(format);
      assert.match(end, isCopy ? /^DuckDB has ended unexpectedly/ : /^written$/);
      assert.deepEqual(readdirSync(folder), ['out']);
      assert.equal(readFileSync(file, 'utf8') === 'before', isCopy);
      assert.equal((await write(small, format, file)).rows, 1);
    }).timeout(60_000);

    it(`as the disk is full says so, as ${format}`, async function () {
      const folder = join(killable.folder, `full-${format}`);
      await onSmallDisk(this, folder, 1, async () => {
        const file = join(folder, 'out');
        writeFileSync(file, 'before');
        await assert.rejects(write(large, format, file), {
          name: 'ExportError',
          problem: { code: 'disk-full', folder },
        });
        assert.deepEqual(readdirSync(folder), ['out']);
        assert.equal(readFileSync(file, 'utf8'), 'before');
        assert.equal((await write(small, format, file)).rows, 1);
      });
    }).timeout(60_000);
  }

  for (const format of ['csv', 'jsonl'] as const) {
    it(`leaves DuckDB idle when it is cancelled, as ${format}`, async () => {
      const folder = join(killable.folder, `cancelled-${format}`);
      mkdirSync(folder);
      const abort = new AbortController();
      const view: View = { sort: [{ column: 1, descending: true }], filters: [] };
      const signal = abort.signal;
      const writing = write(large, format, join(folder, 'out'), { signal, view });
      await begun(folder);
      abort.abort();
      await assert.rejects(writing, { name: 'AbortError' });
      assert.deepEqual(readdirSync(folder), []);
      // What runs on takes all the time there is, until the test's own limit.
      for (let last = -1; processorTime(killable.pid()) > last + 5;) {
        last = processorTime(killable.pid());
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }).timeout(60_000);
  }
});

/** What a process has used so far, in hundredths of a second. */
function processorTime(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}

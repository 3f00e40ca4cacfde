import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ResultStore } from '../../src/results/resultStore.js';
import { columnStatistics } from '../../src/results/statistics.js';
import type { StoredResult } from '../../src/results/storedResult.js';
import { sortedView, wholeView } from '../../src/results/view.js';
import { type KillableDuckDb, killableDuckDb } from '../support/killableDuckDb.js';
import { storeRows } from '../support/queryRows.js';

const { signal } = new AbortController();
const rows = 30_000;
const sorted = sortedView([{ column: 1, descending: true }]);

/** What is done to a result's files underneath, and what is said then. */
const faults: Readonly<
  Record<string, [code: string, doIt: (folder: string, file: string) => void]>
> = {
  'the database is removed': [
    'gone',
    (_folder, file) => {
      rmSync(file);
    },
  ],
  'the folder is removed': [
    'gone',
    (folder) => {
      rmSync(folder, { recursive: true });
    },
  ],
  'the database is cut': [
    'damaged',
    (_folder, file) => {
      truncateSync(file, 20_000);
    },
  ],
  'the database is emptied': [
    'damaged',
    (_folder, file) => {
      writeFileSync(file, 'nothing of the kind');
    },
  ],
  'bits of the database are turned': [
    'damaged',
    (_folder, file) => {
      const bytes = readFileSync(file);
      for (let at = 0; at < bytes.length; at += 1000) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      writeFileSync(file, bytes);
    },
  ],
};

describe('a stored result whose files are broken', () => {
  let killable: KillableDuckDb;
  let home: string;
  let results: ResultStore;
  beforeEach(() => {
    killable = killableDuckDb();
    home = join(killable.folder, 'results');
    results = new ResultStore(killable.duckdb, home);
  });
  afterEach(() => {
    killable.dispose();
  });

  const store = (): Promise<StoredResult> =>
    storeRows(
      { duckdb: killable.duckdb, results },
      `SELECT range AS a, hash(range) AS b FROM range(${rows})`,
    );

  for (const [what, [code, doIt]] of Object.entries(faults)) {
    it(`says that it is ${code} when ${what}, and stores the next`, async () => {
      const result = await store();
      await killable.duckdb.rows('SELECT 1', signal);
      // A process that has the file open would still read what is gone.
      await killable.kill();
      doIt(home, join(home, `${result.id}.duckdb`));
      const whole = { offset: 0, limit: 5, view: wholeView };
      const said = { name: 'ResultError', code };
      await assert.rejects(results.window(result, whole, signal), said);
      await assert.rejects(
        results.window(result, { ...whole, offset: 25_000, view: sorted }, signal),
        said,
      );
      await assert.rejects(
        results.prepare(result, sorted, () => undefined, signal),
        said,
      );
      const context = { duckdb: killable.duckdb, results };
      await assert.rejects(columnStatistics(context, result, { column: 1 }, signal), said);
      const next = await store();
      assert.equal((await results.window(next, whole, signal)).rows.length, 5);
      assert.equal(await results.prepare(next, sorted, () => undefined, signal), rows);
    });
  }

  it('makes a copy of a view once more that was removed or damaged', async () => {
    const result = await store();
    const far = { offset: 25_000, limit: 5, view: sorted };
    const expected = await results.window(result, far, signal);
    const copy = (): string => {
      const name = readdirSync(home).find((one) => /\.[0-9a-f]{16}\.duckdb$/.test(one));
      assert.ok(name);
      return join(home, name);
    };
    for (const breakIt of [
      rmSync,
      (file: string) => {
        truncateSync(file, 20_000);
      },
    ]) {
      await killable.kill();
      breakIt(copy());
      assert.deepEqual(await results.window(result, far, signal), expected);
      // As the next window of the editor finds it.
      await killable.kill();
      breakIt(copy());
      const next = new ResultStore(killable.duckdb, home);
      assert.equal(await next.prepare(result, sorted, () => undefined, signal), rows);
    }
  });

  it('is not found without its facts', async () => {
    const result = await store();
    rmSync(join(home, `${result.id}.json`));
    assert.equal(await results.find(result.id), undefined);
  });
});

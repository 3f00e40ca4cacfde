import assert from 'node:assert/strict';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalEngine } from '../../src/query/local/localEngine.js';
import type { QueryResult } from '../../src/query/queryEngine.js';
import { ResultStore } from '../../src/results/resultStore.js';
import type { StoredResult } from '../../src/results/storedResult.js';
import { sortedView, wholeView } from '../../src/results/view.js';
import { collect } from '../../src/util/collect.js';
import { FakeCatalog } from '../support/fakeCatalog.js';
import { type KillableDuckDb, killableDuckDb } from '../support/killableDuckDb.js';
import { onSmallDisk } from '../support/smallDisk.js';
import { storeRows } from '../support/queryRows.js';

const { signal } = new AbortController();
const sorted = sortedView([{ column: 1, descending: true }]);

/** Rows that no compression makes small. */
function rowsSql(count: number): string {
  return `SELECT range AS n, md5(range::VARCHAR) AS text FROM range(${count})`;
}

describe('results on a full disk', () => {
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

  /** One sentence, for people. */
  const full = (folder: string): object => ({
    name: 'ResultError',
    message: `there is no space left on the disk of ${folder}`,
    fault: { code: 'disk-full', folder },
  });

  const store = (count: number): Promise<StoredResult> =>
    storeRows({ duckdb: killable.duckdb, results }, rowsSql(count));

  async function worksAgain(): Promise<void> {
    const stored = await store(1);
    const request = { offset: 0, limit: 5, view: wholeView };
    const window = await results.window(stored, request, signal);
    assert.deepEqual(window.rows, [['0', 'cfcd208495d565ef66e7dff9f98764da']]);
    await results.remove(stored.id);
  }

  /** By the number of rows the database, its log or a piece of CSV is what has no room. */
  for (const kind of ['rows', 'csv'] as const) {
    for (const count of [20_000, 100_000, 400_000]) {
      it(`says so as ${count} rows are stored that come as ${kind}`, async function () {
        await onSmallDisk(this, home, 1, async () => {
          await assert.rejects(results.add(incoming(kind, count), signal), full(home));
          assert.deepEqual(readdirSync(home), []);
          await worksAgain();
          assert.deepEqual(readdirSync(home), []);
        });
      });
    }
  }

  it('says so of a query whose rows have no room', async function () {
    const { duckdb } = killable;
    await onSmallDisk(this, home, 1, async () => {
      const catalogs = [new FakeCatalog('lake', { 'gold.a': 'SELECT 1 AS n' })];
      const newResultFile = (): Promise<string> => results.newFile();
      const options = { name: 'lake', duckdb, catalogs, readOnly: false, newResultFile };
      const engine = new LocalEngine(options);
      const submission = { sql: rowsSql(300_000), schema: ['gold'], parameters: {}, session: 'a' };
      const last = (await collect((await engine.submit(submission, signal)).states())).at(-1);
      assert.ok(last?.kind === 'failed');
      assert.equal(last.error.code, 'limit');
      assert.equal(last.error.message, `There is no space left on the disk of "${home}".`);
      assert.deepEqual(readdirSync(home), []);
      await worksAgain();
    });
  });

  it('says so of facts that have no room, and leaves no rows without them', async function () {
    await onSmallDisk(this, home, 2, async () => {
      const file = await results.newFile();
      const sql = rowsSql(1);
      const stored = await killable.duckdb.store({ sql, file }, () => undefined, signal);
      const columns = stored.columns.map((column) => ({ ...column, stored: column.name }));
      fill(join(home, 'ballast'));
      const result = { kind: 'relation', file, columns, rows: stored.rows } as const;
      await assert.rejects(results.add(result, signal), full(home));
      assert.deepEqual(readdirSync(home), ['ballast']);
    });
  });

  it('says so as a sorted copy is made, and shows the first rows without it', async function () {
    await onSmallDisk(this, home, 16, async () => {
      const stored = await store(100_000);
      fill(join(home, 'ballast'));
      const names = readdirSync(home);
      const making = results.prepare(stored, sorted, () => undefined, signal);
      await assert.rejects(making, full(home));
      assert.deepEqual(readdirSync(home), names);
      const far = { offset: 90_000, limit: 5, view: sorted };
      await assert.rejects(results.window(stored, far, signal), full(home));
      const early = await results.window(stored, { ...far, offset: 0 }, signal);
      assert.equal(early.rows.length, 5);
      const unsorted = await results.window(stored, { ...far, view: wholeView }, signal);
      assert.equal(unsorted.rows[0]?.[0], '90000');
      // The copy that those first rows have begun.
      await assert.rejects(
        results.prepare(stored, sorted, () => undefined, signal),
        full(home),
      );
      rmSync(join(home, 'ballast'));
      assert.equal(await results.prepare(stored, sorted, () => undefined, signal), 100_000);
    });
  });
});

function incoming(kind: 'rows' | 'csv', count: number): Exclude<QueryResult, { kind: 'none' }> {
  const columns = [{ name: 'text', type: 'VARCHAR' }];
  if (kind === 'rows') return { kind, columns, pages: pages(count) };
  return { kind, columns, bytes: csv(count) };
}

/** Texts that differ in every character. */
async function* pages(count: number): AsyncGenerator<readonly (readonly string[])[]> {
  let state = 1;
  const text = (): string => {
    const parts = Array.from({ length: 4 }, () => (state = (state * 48_271) % 2_147_483_647));
    return parts.map((part) => part.toString(36)).join('');
  };
  for (let offset = 0; offset < count; offset += 1000) {
    yield await Promise.resolve(Array.from({ length: 1000 }, () => [text()]));
  }
}

async function* csv(count: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from('text\n');
  for await (const page of pages(count))
    yield Buffer.from(`${page.map(([text]) => text).join('\n')}\n`);
}

/** Until nothing more goes on the disk. */
function fill(file: string): void {
  assert.throws(() => {
    writeFileSync(file, Buffer.alloc(32 * 2 ** 20));
  }, /ENOSPC/);
}

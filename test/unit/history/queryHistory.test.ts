import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HistoryEntry } from '../../../src/history/historyEntry.js';
import { QueryHistory } from '../../../src/history/queryHistory.js';
import { searchHistory } from '../../../src/history/searchHistory.js';

const run = (n: number): Omit<HistoryEntry, 'id'> => ({
  startedAt: n,
  sql: `SELECT ${n}\n-- "quoted" \u2028 ü`,
  connection: 'sample',
  schema: ['a', 'b'],
  notebook: 'file:///walk.lake.sql',
  end: 'succeeded',
  elapsedMs: 1.5,
  rows: 2,
  scannedBytes: 3,
  result: 'id',
});
const numbers = (entries: readonly HistoryEntry[]): readonly number[] =>
  entries.map(({ startedAt }) => startedAt);

describe('the query history', () => {
  let folder: string;

  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'lakehouse-history-')), 'history');
  });
  afterEach(() => {
    rmSync(join(folder, '..'), { recursive: true, force: true });
  });

  it('is empty at first, and makes no folder for that', async () => {
    assert.deepEqual(await new QueryHistory(folder).list(), []);
    assert.deepEqual(readdirSync(join(folder, '..')), []);
  });

  it('gives what was run, the newest first, all of it and of all windows', async () => {
    const windows = [new QueryHistory(folder), new QueryHistory(folder)];
    for (let n = 0; n < 6; n++) await windows[n % 2]?.add(run(n));
    const failed = { ...run(9), end: 'failed', message: 'no such table', isCut: true } as const;
    await windows[0]?.add(failed);
    const found = await new QueryHistory(folder).list();
    assert.deepEqual(numbers(found), [9, 5, 4, 3, 2, 1, 0]);
    const [last, before] = found.map(({ id, ...entry }) => (assert.ok(id !== ''), entry));
    assert.deepEqual([last, before], [failed, run(5)]);
  });

  it('keeps the order of what is added at once', async () => {
    const history = new QueryHistory(folder, { mostEntries: 100, mostInFile: 7 });
    await Promise.all(Array.from({ length: 50 }, (_, n) => history.add(run(n))));
    assert.deepEqual(
      numbers(await history.list()),
      Array.from({ length: 50 }, (_, n) => 49 - n),
    );
  });

  it('forgets what is removed, also by another window, and all of it', async () => {
    const history = new QueryHistory(folder);
    for (let n = 0; n < 3; n++) await history.add(run(n));
    const [, second] = await history.list();
    await new QueryHistory(folder).remove(second?.id ?? '');
    assert.deepEqual(numbers(await history.list()), [2, 0]);
    await new QueryHistory(folder).clear();
    assert.deepEqual(await history.list(), []);
    await history.add(run(7));
    assert.deepEqual(numbers(await history.list()), [7]);
  });

  it('removes the oldest files, and no entry that is still to be kept', async () => {
    for (let n = 0; n < 40; n++) {
      await new QueryHistory(folder, { mostEntries: 10, mostInFile: 5 }).add(run(n));
    }
    assert.ok(readdirSync(folder).length <= 11);
    const found = await new QueryHistory(folder, { mostEntries: 10, mostInFile: 5 }).list();
    assert.deepEqual(numbers(found), [39, 38, 37, 36, 35, 34, 33, 32, 31, 30]);
  });

  it('has all the others where a line was cut off, or is not ours', async () => {
    const history = new QueryHistory(folder);
    await history.add(run(1));
    const [file = ''] = readdirSync(folder);
    appendFileSync(join(folder, file), '{"id":"x","startedAt":2,"sq');
    writeFileSync(join(folder, '0.jsonl'), '[]\n{"id":1}\nnull\n\u0000\n{}');
    writeFileSync(join(folder, 'notes.txt'), 'not ours');
    assert.deepEqual(numbers(await new QueryHistory(folder).list()), [1]);
  });

  it('says that a run was not kept, and keeps the next', async () => {
    writeFileSync(folder, 'a file in the place of the folder');
    const history = new QueryHistory(folder);
    await assert.rejects(history.add(run(1)));
    rmSync(folder);
    await history.add(run(2));
    assert.deepEqual(numbers(await history.list()), [2]);
  });

  it('is searched by all words, in any order and case', () => {
    const entries = [1, 2, 12].map((n) => ({ ...run(n), id: String(n) }));
    const found = (words: string): readonly number[] =>
      numbers(searchHistory(entries, words, ({ sql, connection = '' }) => `${sql} ${connection}`));
    assert.deepEqual(found('  '), [1, 2, 12]);
    assert.deepEqual(found('SAMPLE 2 select'), [2, 12]);
    assert.deepEqual(found('sample nothing'), []);
  });
});

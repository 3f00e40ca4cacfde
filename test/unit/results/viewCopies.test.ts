import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { ResultStore } from '../../../src/results/resultStore.js';
import { type View, wholeView } from '../../../src/results/view.js';
import { storeRows } from '../../support/queryRows.js';
import { useDuckDb } from '../../support/useDuckDb.js';

const sorted: View = { ...wholeView, sort: [{ column: 1, descending: false }] };
const rows = 2_000_000;

describe('the sorted copy of a result', function () {
  this.timeout(60_000);
  const { duckdb, folder } = useDuckDb();
  const stored = join(folder, 'results');
  const results = new ResultStore(duckdb, stored);

  it('is made for who asks while an earlier making, which was cancelled, still ends', async () => {
    const sql = `SELECT n, hash(n) AS h FROM range(${rows}) AS t(n)`;
    const result = await storeRows({ duckdb, results }, sql);
    const abort = new AbortController();
    const left = results.prepare(result, sorted, () => undefined, abort.signal);
    while (!readdirSync(stored).some((name) => name.endsWith('.part'))) await setImmediate();
    abort.abort();
    const again = results.prepare(result, sorted, () => undefined, new AbortController().signal);
    await assert.rejects(left, { name: 'AbortError' });
    assert.equal(await again, rows);
    const top = { offset: 0, limit: 1, view: sorted };
    const { rows: first } = await results.window(result, top, new AbortController().signal);
    assert.deepEqual(first, [['0', '0']]);
  });
});

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ResultStore } from '../../../src/results/resultStore.js';
import { type View, wholeView } from '../../../src/results/view.js';
import { storeRows } from '../../support/queryRows.js';
import { useDuckDb } from '../../support/useDuckDb.js';

const sorted: View = { ...wholeView, sort: [{ column: 1, descending: false }] };
const rows = 2_000_000;

describe('the sorted copy of a result', function () {
  this.timeout(60_000);
  const { duckdb, folder } = useDuckDb();
  const results = new ResultStore(duckdb, join(folder, 'results'));

  it('is made for who asks while an earlier making, which was cancelled, still ends', async () => {
    const sql = `SELECT n, hash(n) AS h FROM range(${rows}) AS t(n)`;
    const result = await storeRows({ duckdb, results }, sql);
    const abort = new AbortController();
    let left: Promise<number> | undefined;
    await new Promise<void>((begun) => {
      left = results.prepare(
        result,
        sorted,
        () => {
          begun();
        },
        abort.signal,
      );
    });
    abort.abort();
    const again = results.prepare(result, sorted, () => undefined, new AbortController().signal);
    await assert.rejects(left ?? Promise.resolve(), { name: 'AbortError' });
    assert.equal(await again, rows);
    const top = { offset: 0, limit: 1, view: sorted };
    const { rows: first } = await results.window(result, top, new AbortController().signal);
    assert.deepEqual(first, [['0', '0']]);
  });
});

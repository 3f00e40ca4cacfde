import assert from 'node:assert/strict';
import { join } from 'node:path';
import { uniqueColumns } from '../../../../src/results/compare/proposeKey.js';
import { ResultStore } from '../../../../src/results/resultStore.js';
import type { StoredResult } from '../../../../src/results/storedResult.js';
import { useDuckDb } from '../../../support/useDuckDb.js';
import { storeRows } from '../../../support/queryRows.js';

describe('the key that is proposed', () => {
  const { signal } = new AbortController();
  const { duckdb, folder } = useDuckDb();
  const results = new ResultStore(duckdb, join(folder, 'results'));

  const store = (sql: string): Promise<StoredResult> => storeRows({ duckdb, results }, sql);
  async function propose(left: string, right: string): Promise<readonly string[]> {
    return uniqueColumns({ duckdb, results }, [await store(left), await store(right)], signal);
  }

  it('has another value in every row of both, and is called like one', async () => {
    const columns = `range AS nth, range * 7 AS order_id, range % 100 AS shop_id, range / 3.0 AS share,
      'n' || range AS label, md5(range::VARCHAR) AS id`;
    const left = `SELECT ${columns}, range AS once FROM range(5000)`;
    const right = `SELECT ${columns}, range // 2 AS once FROM range(4000)`;
    assert.deepEqual(await propose(left, right), ['id', 'order_id', 'nth', 'label']);
  });

  it('is none where one row has it twice, or has none', async () => {
    const rows = 'SELECT range AS id FROM range(3000)';
    assert.deepEqual(await propose(rows, `${rows} UNION ALL SELECT 7`), []);
    assert.deepEqual(await propose(`${rows} UNION ALL SELECT NULL`, rows), []);
    assert.deepEqual(await propose(rows, 'SELECT 1 AS other'), []);
  });
});

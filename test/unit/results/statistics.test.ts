import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ResultStore } from '../../../src/results/resultStore.js';
import { type ColumnStatistics, columnStatistics } from '../../../src/results/statistics.js';
import type { View } from '../../../src/results/view.js';
import { useDuckDb } from '../../support/useDuckDb.js';
import { storeRows } from '../../support/queryRows.js';

describe('the statistics of a column', () => {
  const { signal } = new AbortController();
  const { duckdb, folder } = useDuckDb();
  const results = new ResultStore(duckdb, join(folder, 'results'));

  async function statistics(sql: string, view?: View): Promise<ColumnStatistics> {
    const result = await storeRows({ duckdb, results }, sql);
    const of = { column: 0, ...(view === undefined ? {} : { view }) };
    return columnStatistics({ duckdb, results }, result, of, signal);
  }

  it('count rows, NULLs and distinct values, and find ends, quantiles and bins of numbers', async () => {
    const found = await statistics(
      'SELECT CASE WHEN n % 10 = 0 THEN NULL ELSE (n % 100)::DECIMAL(5, 2) END AS v FROM range(1000) AS t(n)',
    );
    assert.equal(found.rows, 1000);
    assert.equal(found.nulls, 100);
    assert.deepEqual(found.distinct, 90);
    assert.deepEqual(found.range, { min: '1.00', max: '99.00' });
    assert.deepEqual(found.quantiles[2], { at: 0.5, value: '49.00' });
    assert.equal(found.histogram.length, 20);
    assert.equal(
      found.histogram.reduce((sum, { count }) => sum + count, 0),
      900,
    );
    assert.deepEqual(found.top[0], { value: null, count: 100 });
  });

  it('are those of the rows that are seen', async () => {
    const view: View = { sort: [], filters: [{ kind: 'range', column: 0, from: '5', to: '9' }] };
    const found = await statistics('SELECT n AS v FROM range(100) AS t(n)', view);
    assert.deepEqual([found.rows, found.range], [5, { min: '5', max: '9' }]);
  });

  it('put times into bins', async () => {
    const found = await statistics(
      "SELECT TIMESTAMP '2026-01-01' + to_days(n::INT) AS v FROM range(21) AS t(n)",
    );
    assert.equal(found.histogram.length, 20);
    assert.equal(found.histogram[0]?.from, '2026-01-01 00:00:00');
    assert.equal(found.histogram.at(-1)?.to, '2026-01-21 00:00:00');
    assert.equal(found.histogram.at(-1)?.count, 2);
  });

  const kinds: readonly { readonly title: string; readonly sql: string; readonly bins: number }[] =
    [
      { title: 'one value', sql: 'SELECT 7 AS v FROM range(3)', bins: 1 },
      { title: 'nothing but NULL', sql: 'SELECT NULL::INTEGER AS v FROM range(3)', bins: 0 },
      { title: 'no rows', sql: 'SELECT 1 AS v WHERE false', bins: 0 },
      {
        title: 'NaN and infinities',
        sql: "SELECT unnest(['nan', 'inf', '-inf', '1'])::DOUBLE AS v",
        bins: 1,
      },
      {
        title: 'dates without end',
        sql: "SELECT unnest(['infinity', '2026-01-01'])::DATE AS v",
        bins: 1,
      },
      {
        title: 'large integers',
        sql: 'SELECT 170141183460469231731687303715884105727::HUGEINT - n AS v FROM range(9) AS t(n)',
        bins: 1,
      },
      { title: 'texts', sql: "SELECT unnest(['', 'a', NULL]) AS v", bins: 0 },
      { title: 'booleans', sql: 'SELECT n = 1 AS v FROM range(3) AS t(n)', bins: 0 },
      { title: 'lists', sql: 'SELECT [n] AS v FROM range(3) AS t(n)', bins: 0 },
      { title: 'structs', sql: "SELECT {'a': n} AS v FROM range(3) AS t(n)", bins: 0 },
      { title: 'maps', sql: 'SELECT MAP {1: n} AS v FROM range(3) AS t(n)', bins: 0 },
      { title: 'intervals', sql: 'SELECT to_days(n::INT) AS v FROM range(3) AS t(n)', bins: 0 },
      {
        title: 'times with a zone',
        sql: "SELECT TIMESTAMPTZ '2026-01-01 00:00:00+02' AS v",
        bins: 1,
      },
      {
        title: 'nanoseconds',
        sql: "SELECT TIMESTAMP_NS '2026-01-01 00:00:00.123456789' AS v",
        bins: 1,
      },
      { title: 'bytes', sql: "SELECT '\\xFF'::BLOB AS v", bins: 0 },
      { title: 'bits', sql: "SELECT '01'::BIT AS v", bins: 0 },
      { title: 'UUIDs', sql: 'SELECT uuid() AS v', bins: 0 },
      { title: 'an enum', sql: "SELECT 'b'::ENUM('a', 'b') AS v", bins: 0 },
      { title: 'a union', sql: 'SELECT union_value(n := 1) AS v', bins: 0 },
    ];
  for (const { title, sql, bins } of kinds) {
    it(`can be told of ${title}`, async () => {
      const found = await statistics(sql);
      assert.equal(found.histogram.length, bins, JSON.stringify(found));
      assert.ok(found.distinct <= found.rows);
    });
  }
});

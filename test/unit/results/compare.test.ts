import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { compareResults, type Comparison } from '../../../src/results/compare.js';
import { ResultStore } from '../../../src/results/resultStore.js';
import type { StoredResult } from '../../../src/results/storedResult.js';
import { wholeView } from '../../../src/results/view.js';
import { useDuckDb } from '../../support/useDuckDb.js';

describe('two results side by side', () => {
  const { signal } = new AbortController();
  const { duckdb, folder } = useDuckDb();
  const results = new ResultStore(duckdb, join(folder, 'results'));

  async function store(sql: string): Promise<StoredResult> {
    const file = await results.newFile();
    const { columns, rows } = await duckdb.store({ sql, file }, () => undefined, signal);
    const named = columns.map((column) => ({ ...column, stored: column.name }));
    return results.add({ kind: 'relation', file, columns: named, rows }, signal);
  }
  async function compare(left: string, right: string, key: readonly string[]): Promise<Comparison> {
    const both = [await store(left), await store(right)] as const;
    return compareResults({ duckdb, results }, both, { key }, signal);
  }
  async function rowsOf(result: StoredResult): Promise<readonly (readonly (string | null)[])[]> {
    return (await results.window(result, { offset: 0, limit: 100, view: wholeView }, signal)).rows;
  }

  it('say by a key which rows are only in one, and which cells changed', async () => {
    const { counts, columns, differences } = await compare(
      `SELECT * FROM (VALUES (1, 'a', 1.5), (2, 'b', NULL), (3, 'c', 3)) AS t(id, name, price)`,
      `SELECT * FROM (VALUES (2, 'b', 0), (3, 'c', 3), (4, 'd', 4)) AS t(id, name, price)`,
      ['ID'],
    );
    assert.deepEqual(counts, { left: 1, right: 1, changed: 1, same: 1 });
    assert.deepEqual(columns, [{ name: 'price', left: 'DECIMAL(11,1)', right: 'INTEGER' }]);
    assert.deepEqual(
      differences.columns.map(({ name }) => name),
      [
        'difference',
        'changed',
        'id',
        'name (left)',
        'name (right)',
        'price (left)',
        'price (right)',
      ],
    );
    assert.deepEqual(await rowsOf(differences), [
      ['left', '[]', '1', 'a', null, '1.5', null],
      ['changed', '[price]', '2', 'b', 'b', null, '0'],
      ['right', '[]', '4', null, 'd', null, '4'],
    ]);
  });

  it('say without a key which whole rows one has more often', async () => {
    const { counts, differences } = await compare(
      `SELECT unnest(['x', 'x', 'y', NULL]) AS v`,
      `SELECT unnest(['x', 'z', NULL]) AS v`,
      [],
    );
    assert.deepEqual(counts, { left: 2, right: 1, changed: 0, same: 2 });
    assert.deepEqual(await rowsOf(differences), [
      ['left', '1', 'x'],
      ['left', '1', 'y'],
      ['right', '1', 'z'],
    ]);
  });

  it('say which columns only one has', async () => {
    const { columns, counts } = await compare('SELECT 1 AS a, 2 AS b', 'SELECT 1 AS a, 3 AS c', []);
    assert.deepEqual(columns, [
      { name: 'b', left: 'INTEGER' },
      { name: 'c', right: 'INTEGER' },
    ]);
    assert.equal(counts.same, 1);
  });

  it('are the same where only the types of whole numbers differ, and NaN is NaN', async () => {
    const { counts } = await compare(
      `SELECT 1::SMALLINT AS n, 'NaN'::DOUBLE AS d, [1, NULL] AS l`,
      `SELECT 1::HUGEINT AS n, 'NaN'::DOUBLE AS d, [1, NULL] AS l`,
      [],
    );
    assert.deepEqual(counts, { left: 0, right: 0, changed: 0, same: 1 });
  });

  it('need a key that both have, and a column in common', async () => {
    await assert.rejects(
      compare('SELECT 1 AS a', 'SELECT 1 AS a', ['b']),
      /b is no column of both/,
    );
    await assert.rejects(compare('SELECT 1 AS a', 'SELECT 1 AS b', []), /no column in common/);
  });

  it('count as a comparison by hand does', async () => {
    const row = fc.tuple(fc.nat(4), fc.option(fc.constantFrom('a', 'b', '')));
    const rows = fc.array(row, { maxLength: 8 });
    const sql = (list: readonly Pair[]): string => {
      const values = list.map(([k, v], i) => `(${i + 1}, ${k}, ${v === null ? 'NULL' : `'${v}'`})`);
      return `SELECT k, v FROM (VALUES ${["(0, 0, '')", ...values].join(', ')}) AS t(nth, k, v)
              WHERE nth > 0 ORDER BY nth`;
    };
    await fc.assert(
      fc.asyncProperty(rows, rows, async (left, right) => {
        const whole = (await compare(sql(left), sql(right), [])).counts;
        const keyed = (await compare(sql(left), sql(right), ['k'])).counts;
        assert.deepEqual(
          whole,
          byHand(left, right, ([k, v]) => JSON.stringify([k, v])),
        );
        assert.deepEqual(
          keyed,
          byHand(left, right, ([k]) => String(k)),
        );
      }),
      { numRuns: 12 },
    );
  });
});

type Pair = readonly [number, string | null];

/** Rows that belong together by `key`, the first with the first; then whether they are the same. */
function byHand(
  left: readonly Pair[],
  right: readonly Pair[],
  key: (row: Pair) => string,
): Comparison['counts'] {
  const waiting = [...right];
  const counts = { left: 0, right: 0, changed: 0, same: 0 };
  for (const row of left) {
    const at = waiting.findIndex((other) => key(other) === key(row));
    const [other] = at === -1 ? [] : waiting.splice(at, 1);
    if (other === undefined) counts.left++;
    else if (JSON.stringify(other) === JSON.stringify(row)) counts.same++;
    else counts.changed++;
  }
  return { ...counts, right: waiting.length };
}

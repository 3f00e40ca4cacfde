import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { ResultColumn, TextType } from '../../../src/query/queryEngine.js';
import { ResultStore } from '../../../src/results/resultStore.js';
import { summarize } from '../../../src/results/selection.js';
import { columnStatistics } from '../../../src/results/statistics.js';
import { type Filter, type View, wholeView } from '../../../src/results/view.js';
import { useDuckDb } from '../../support/useDuckDb.js';

interface Case {
  readonly type: string;
  readonly text?: TextType;
  /** As the engine writes them, in the order of their values. */
  readonly ordered: readonly string[];
  /** What is at least the second of them, and at most the third. */
  readonly from: string;
  readonly to: string;
  /** How the column is stored: as its type, or as text beside a key. */
  readonly storedType: string;
}

const cases: readonly Case[] = [
  { type: 'bigint', ordered: ['-1', '9', '10', '100'], from: '9', to: '10', storedType: 'BIGINT' },
  {
    type: 'bigint',
    ordered: ['-1', '09', '+10', '100'],
    from: '9',
    to: '10',
    storedType: 'VARCHAR',
  },
  {
    type: 'integer',
    ordered: ['1', '20', '9999999999', '99999999990'],
    from: '2',
    to: '9999999999',
    storedType: 'VARCHAR',
  },
  {
    type: 'double',
    ordered: ['-Infinity', '9.5', '1.0E10', '2.0E10'],
    from: '9.5',
    to: '1e10',
    storedType: 'VARCHAR',
  },
  {
    type: 'double',
    ordered: ['-2.0', '9.5', '10.0', 'nan'],
    from: '9.5',
    to: '10',
    storedType: 'DOUBLE',
  },
  {
    type: 'decimal(5,2)',
    ordered: ['-2.00', '9.00', '10.00', '10.10'],
    from: '9',
    to: '10',
    storedType: 'DECIMAL(5,2)',
  },
  {
    type: 'decimal(3,3)',
    ordered: ['-0.200', '0.090', '0.100', '0.500'],
    from: '.09',
    to: '.1',
    storedType: 'VARCHAR',
  },
  {
    type: 'timestamp',
    ordered: [
      '2024-01-01 00:00:00.000',
      '2024-01-01 00:00:00.500',
      '2024-01-01 00:00:01.000',
      '2024-01-02 00:00:00.000',
    ],
    from: '2024-01-01 00:00:00.5',
    to: '2024-01-01 00:00:01',
    storedType: 'VARCHAR',
  },
  {
    type: 'timestamp with time zone',
    ordered: [
      '2024-01-01 01:00:00+02:00',
      '2024-01-01 00:00:00Z',
      '2023-12-31 23:00:00-02:00',
      '2024-01-01 02:00:00+00:00',
    ],
    from: '2024-01-01 00:00:00+00',
    to: '2024-01-01 01:00:00+00',
    storedType: 'VARCHAR',
  },
  {
    type: 'size',
    text: {
      key: { type: 'BIGINT', of: (text) => `TRY_CAST(replace(${text}, ' KB', '') AS BIGINT)` },
    },
    ordered: ['1 KB', '9 KB', '10 KB', '100 KB'],
    from: '9',
    to: '10',
    storedType: 'VARCHAR',
  },
];

describe('values that come as text', () => {
  const { signal } = new AbortController();
  const { duckdb, folder } = useDuckDb();
  const results = new ResultStore(duckdb, join(folder, 'results'));
  const context = { duckdb, results };

  async function add(
    columns: readonly ResultColumn[],
    rows: readonly (readonly (string | null)[])[],
  ) {
    async function* pages() {
      yield await Promise.resolve(rows);
    }
    return results.add({ kind: 'rows', columns, pages: pages() }, signal);
  }

  for (const { type, text, ordered, from, to, storedType } of cases) {
    it(`compare as values: ${type}, ${ordered.join(', ')}`, async () => {
      const column: ResultColumn = { name: 'v', type, ...(text === undefined ? {} : { text }) };
      const [a = '', b = '', c = '', d = ''] = ordered;
      const rows = [c, null, a, d, b];
      const result = await add(
        [column],
        rows.map((value) => [value]),
      );
      assert.equal(result.columns[0]?.storedType, storedType);
      assert.deepEqual(await results.find(result.id), result);
      const seen = async (view: View) => {
        const window = await results.window(result, { offset: 0, limit: 9, view }, signal);
        return window.rows.map(([value]) => value);
      };
      assert.deepEqual(await seen(wholeView), rows);
      const sorted = (descending: boolean): View => ({
        sort: [{ column: 0, descending }],
        filters: [],
      });
      assert.deepEqual(await seen(sorted(false)), [a, b, c, d, null]);
      assert.deepEqual(await seen(sorted(true)), [d, c, b, a, null]);
      const range: Filter = { kind: 'range', column: 0, from, to };
      assert.deepEqual(await seen({ ...sorted(false), filters: [range] }), [b, c]);
      const statistics = await columnStatistics(context, result, { column: 0 }, signal);
      assert.deepEqual(statistics.range, { min: a, max: d });
      assert.equal(statistics.distinct, 4);
      assert.equal(statistics.quantiles.find(({ at }) => at === 0.5)?.value, b);
      const selection = { offset: 1, limit: 3, view: wholeView, columns: [0] };
      const { count } = await summarize(context, result, selection, signal);
      assert.equal(count, 2);
    });
  }

  it('that are none of their type come after the others, before NULL', async () => {
    const rows = [[null], ['n/a'], ['10'], ['9']];
    const result = await add([{ name: 'v', type: 'bigint' }], rows);
    const view: View = { sort: [{ column: 0, descending: false }], filters: [] };
    const window = await results.window(result, { offset: 0, limit: 9, view }, signal);
    assert.deepEqual(window.rows, [['9'], ['10'], ['n/a'], [null]]);
  });

  it('of one column or of none are as many rows as came', async () => {
    const result = await add([{ name: 'v', type: 'bigint' }], [[null], ['1'], [null]]);
    assert.equal(result.rows, 3);
    assert.equal((await add([{ name: 'v', type: 'double' }], [])).rows, 0);
  });
});

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ResultStore } from '../../../src/results/resultStore.js';
import {
  type Selection,
  selectionText,
  summarize,
  valueText,
} from '../../../src/results/selection.js';
import type { StoredResult } from '../../../src/results/storedResult.js';
import { type View, wholeView } from '../../../src/results/view.js';
import { wholeValue } from '../../../src/results/wholeValue.js';
import { useDuckDb } from '../../support/useDuckDb.js';
import { storeRows } from '../../support/queryRows.js';

const rows = 30_000;
const sql = `SELECT n AS id, (n % 8 / 4)::DECIMAL(10, 2) AS price,
    CASE WHEN n % 3 = 0 THEN NULL ELSE 'tea ' || n END AS tea, n * 1000000000000000000000000000000 AS big,
    {'n': n, 'big': 9007199254740993} AS nested, n % 2 = 0 AS even, '\\xFF\\x00a'::BLOB AS bytes,
    repeat('é', CASE n WHEN 29999 THEN 3000 ELSE 1 END) AS long
  FROM range(${rows}) AS t(n)`;
const descending: View = { sort: [{ column: 0, descending: true }], filters: [] };
const even: View = {
  sort: [{ column: 0, descending: true }],
  filters: [{ kind: 'set', column: 5, values: ['true'] }],
};

describe('selected cells', () => {
  const { signal } = new AbortController();
  const { duckdb, folder } = useDuckDb();
  // So that both kinds of copies of a view are read from.
  const stores = {
    'a copy of the rows': new ResultStore(duckdb, join(folder, 'rows')),
    'a copy of their places': new ResultStore(duckdb, join(folder, 'places'), {
      mostCopiedRows: 10,
    }),
  };

  for (const [title, results] of Object.entries(stores)) {
    describe(`in ${title}`, () => {
      let result: StoredResult;
      const services = { duckdb, results };
      const select = (selection: Partial<Selection>): Selection => ({
        offset: 0,
        limit: 4,
        columns: [0],
        view: wholeView,
        ...selection,
      });

      before(async () => {
        result = await storeRows({ duckdb, results }, sql);
      });

      const sums: readonly {
        readonly of: string;
        readonly selection: Partial<Selection>;
        readonly expected: object;
      }[] = [
        {
          of: 'integers',
          selection: {},
          expected: { count: 4, sum: '6', average: '1.5', min: '0', max: '3' },
        },
        {
          of: 'decimals, exact',
          selection: { columns: [1], limit: 8 },
          expected: { count: 8, sum: '7.00', average: '0.875', min: '0.00', max: '1.75' },
        },
        {
          of: 'integers of two sizes, exact',
          selection: { columns: [0, 3], offset: 1, limit: 1 },
          expected: {
            count: 2,
            sum: '1000000000000000000000000000001',
            average: '5e+29',
            min: '1',
            max: '1000000000000000000000000000000',
          },
        },
        {
          of: 'texts, NULLs left out',
          selection: { columns: [2] },
          expected: { count: 2, min: 'tea 1', max: 'tea 2' },
        },
        {
          of: 'numbers beside texts',
          selection: { columns: [2, 0] },
          expected: { count: 6, sum: '6', average: '1.5', min: '0', max: '3' },
        },
        { of: 'nested values', selection: { columns: [4] }, expected: { count: 4 } },
        {
          of: 'rows far down in a view',
          selection: { view: descending, offset: 20_000, limit: 5_000 },
          expected: {
            count: 5_000,
            sum: '37497500',
            average: '7499.5',
            min: '5000',
            max: '9999',
          },
        },
        {
          of: 'all rows of a filtered view',
          selection: { view: even, limit: rows },
          expected: {
            count: 15_000,
            sum: '224985000',
            average: '14999.0',
            min: '0',
            max: '29998',
          },
        },
      ];
      for (const { of, selection, expected } of sums) {
        it(`are summed: ${of}`, async () => {
          assert.deepEqual(await summarize(services, result, select(selection), signal), expected);
        });
      }

      it('are text, page after page, in the order of the view', async () => {
        const selection = select({ view: even, columns: [2, 0], offset: 100, limit: 12_000 });
        const text = await selectionText(services, result, selection, 'tsv', signal);
        const expected = Array.from({ length: 12_000 }, (_, at) => {
          const n = 29_998 - 2 * (100 + at);
          return `${n % 3 === 0 ? '' : `tea ${n}`}\t${n}`;
        });
        assert.deepEqual(text.trimEnd().split('\n'), ['tea\tid', ...expected]);
      });

      it('end where the rows end', async () => {
        const selection = select({ offset: rows - 1, limit: 100, columns: [0] });
        assert.equal(await selectionText(services, result, selection, 'in', signal), 'IN (29999)');
      });

      it('are JSON with nested values, exact', async () => {
        const selection = select({ columns: [4, 2], offset: 1, limit: 1 });
        assert.equal(
          await selectionText(services, result, selection, 'json', signal),
          '[\n{"nested":{"n":1,"big":9007199254740993},"tea":"tea 1"}\n]\n',
        );
      });

      it('are copied one by one as they are', async () => {
        const selection = select({ view: descending, offset: 2_001, columns: [2] });
        assert.equal(await valueText(services, result, selection, signal), 'tea 27998');
        assert.equal(await valueText(services, result, { ...selection, offset: 2 }, signal), '');
      });

      it('are shown whole', async () => {
        const show = (row: number, column: number) =>
          wholeValue(services, result, { row, column, view: descending }, signal);
        const [long, nested, bytes, nothing] = await Promise.all([
          show(0, 7),
          show(1_500, 4),
          show(0, 6),
          show(2, 2),
        ]);
        assert.deepEqual(long, { text: 'é'.repeat(3000), isCut: false });
        assert.equal(nested.json, '{"n":28499,"big":9007199254740993}');
        assert.deepEqual(bytes, { text: 'FF0061', isCut: false });
        assert.equal(nothing.text, null);
        await assert.rejects(show(rows, 0), RangeError);
        await assert.rejects(show(0, 99), RangeError);
      });
    });
  }

  it('are of columns that are there', async () => {
    const results = stores['a copy of the rows'];
    const result = { id: 'none', columns: [], rows: 0, createdAt: 0 };
    const none = { offset: 0, limit: 1, columns: [3], view: wholeView };
    await assert.rejects(summarize({ duckdb, results }, result, none, signal), RangeError);
  });
});

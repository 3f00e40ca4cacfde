import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ResultStore } from '../../../src/results/resultStore.js';
import type { StoredResult } from '../../../src/results/storedResult.js';
import { type Filter, type View, viewKey, wholeView } from '../../../src/results/view.js';
import { useDuckDb } from '../../support/useDuckDb.js';
import { storeRows } from '../../support/queryRows.js';

/** What a row of the test has: its number, a text that repeats and is missing at times, and a price. */
interface Sold {
  readonly n: number;
  readonly tea: string | null;
  readonly price: number;
}

const teas = ['Sencha', 'assam 100%', "Earl's Grey", '', 'Ünder_Tea', null];
const sold = (n: number): Sold => ({ n, tea: teas[n % teas.length] ?? null, price: (n % 7) / 4 });
const sql = (count: number): string => {
  const list = teas.map((tea) => (tea === null ? 'NULL' : `'${tea.replaceAll("'", "''")}'`));
  return `SELECT n, [${list.join(', ')}][1 + n % ${teas.length}] AS tea,
            ((n % 7) / 4)::DECIMAL(4, 2) AS price FROM range(${count}) AS t(n)`;
};

const cases: readonly {
  readonly title: string;
  readonly filters: readonly Filter[];
  readonly search?: string;
  readonly holds: (row: Sold) => boolean;
}[] = [
  {
    title: 'a text in upper or lower case',
    filters: [{ kind: 'contains', column: 1, text: 'TEA', matchCase: false }],
    holds: ({ tea }) => tea === 'Ünder_Tea',
  },
  {
    title: 'a text with its case',
    filters: [{ kind: 'contains', column: 1, text: 'a', matchCase: true }],
    holds: ({ tea }) => tea?.includes('a') === true,
  },
  {
    title: 'signs that are patterns elsewhere as themselves',
    filters: [{ kind: 'contains', column: 1, text: '0%', matchCase: true }],
    holds: ({ tea }) => tea === 'assam 100%',
  },
  {
    title: 'a range of numbers, both ends included',
    filters: [{ kind: 'range', column: 2, from: '0.25', to: '.75' }],
    holds: ({ price }) => price >= 0.25 && price <= 0.75,
  },
  {
    title: 'a range without an end',
    filters: [{ kind: 'range', column: 0, from: '100' }],
    holds: ({ n }) => n >= 100,
  },
  {
    title: 'NULL and not the empty text',
    filters: [{ kind: 'null', column: 1, isNull: true }],
    holds: ({ tea }) => tea === null,
  },
  {
    title: 'a set of values, NULL among them',
    filters: [{ kind: 'set', column: 1, values: ["Earl's Grey", '', null] }],
    holds: ({ tea }) => tea === "Earl's Grey" || tea === '' || tea === null,
  },
  {
    title: 'an empty set',
    filters: [{ kind: 'set', column: 1, values: [] }],
    holds: () => false,
  },
  {
    title: 'all of several filters',
    filters: [
      { kind: 'null', column: 1, isNull: false },
      { kind: 'range', column: 2, to: '1' },
      { kind: 'range', column: 0, from: '7' },
    ],
    holds: ({ n, tea, price }) => tea !== null && price <= 1 && n >= 7,
  },
  {
    title: 'a text in any column',
    filters: [],
    search: '0.7',
    holds: ({ price }) => price === 0.75,
  },
];

describe('a view of a result', () => {
  const { signal } = new AbortController();
  const { duckdb, folder } = useDuckDb();

  // So few rows are filtered for every window, so many are copied, and of so many only the positions.
  for (const { rows, mostCopied } of [
    { rows: 120, mostCopied: undefined },
    { rows: 50_000, mostCopied: undefined },
    { rows: 50_000, mostCopied: 0 },
  ]) {
    describe(`of ${rows} rows${mostCopied === 0 ? ', by their positions' : ''}`, () => {
      const home = join(folder, `results-${rows}-${mostCopied ?? 'rows'}`);
      const results = new ResultStore(duckdb, home, { mostCopiedRows: mostCopied });
      let result: StoredResult;
      before(async () => {
        result = await storeRows({ duckdb, results }, sql(rows));
      });
      const read = async (view: View, offset: number): Promise<readonly (string | null)[]> => {
        const window = await results.window(result, { offset, limit: 30, view }, signal);
        return window.rows.map(([n]) => n ?? null);
      };

      for (const { title, filters, search, holds } of cases) {
        it(`has the rows with ${title}`, async () => {
          const found = Array.from({ length: rows }, (_, n) => sold(n)).filter(holds);
          const up: View = { ...wholeView, filters, ...(search === undefined ? {} : { search }) };
          const down: View = { ...up, sort: [{ column: 0, descending: true }] };
          for (const [view, order] of [
            [up, found],
            [down, found.toReversed()],
          ] as const) {
            const early = await results.window(result, { offset: 0, limit: 30, view }, signal);
            assert.ok([undefined, found.length].includes(early.total));
            assert.deepEqual(
              early.rows.map(([n]) => Number(n)),
              order.slice(0, 30).map(({ n }) => n),
            );
            assert.equal(
              await results.prepare(result, view, () => undefined, signal),
              found.length,
            );
            const far = Math.max(0, found.length - 20);
            const page = order.slice(far, far + 30).map(({ n }) => String(n));
            assert.deepEqual(await read(view, far), page);
          }
        });
      }

      it('says of a bound that is no value of the column what is wrong with it', async () => {
        const filters: readonly Filter[] = [{ kind: 'range', column: 2, from: 'cheap' }];
        await assert.rejects(read({ sort: [], filters }, 0), /cheap/);
      });
    });
  }

  it('is the same however it was put together', () => {
    const one: Filter = { kind: 'range', column: 1, from: 'a', to: 'b' };
    const two: Filter = { to: 'b', from: 'a', column: 1, kind: 'range' };
    assert.equal(viewKey({ sort: [], filters: [one] }), viewKey({ sort: [], filters: [two] }));
    assert.notEqual(viewKey({ sort: [], filters: [one] }), viewKey(wholeView));
  });
});

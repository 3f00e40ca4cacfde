import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Aggregate, Chart } from '../../../../src/results/chart/chart.js';
import { chartData } from '../../../../src/results/chart/chartData.js';
import {
  type ChartData,
  type ChartLimits,
  chartLimits,
} from '../../../../src/results/chart/chartPoints.js';
import { ResultStore } from '../../../../src/results/resultStore.js';
import type { StoredResult } from '../../../../src/results/storedResult.js';
import { type View, wholeView } from '../../../../src/results/view.js';
import { useDuckDb } from '../../../support/useDuckDb.js';
import { storeRows } from '../../../support/queryRows.js';

/** What a row of the tests has: columns 0 to 3. */
interface Row {
  readonly tea: string | null;
  readonly day: number | null;
  readonly price: number | null;
  readonly sold: number | null;
}

const rowOf: fc.Arbitrary<Row> = fc.record({
  tea: fc.constantFrom('Assam', 'Sencha', "Earl's", '', 'NULL', null),
  day: fc.option(fc.nat(40), { nil: null }),
  price: fc.constantFrom(null, NaN, Infinity, -Infinity, 0, -2.5, 0.25, 7, 1e9),
  sold: fc.option(fc.integer({ min: -9, max: 9 }), { nil: null }),
});

const start = Date.UTC(2026, 0, 1);
const dayMs = 86_400_000;

function sqlOf(rows: readonly Row[]): string {
  const values = rows.map(({ tea, day, price, sold }, at) => {
    const text = tea === null ? 'NULL' : `'${tea.replaceAll("'", "''")}'`;
    const number = price === null ? 'NULL' : `'${String(price)}'::DOUBLE`;
    return `(${at}, ${text}, DATE '2026-01-01' + ${day ?? 'NULL::INT'}, ${number}, ${sold ?? 'NULL'}::INTEGER)`;
  });
  return `SELECT tea::VARCHAR AS tea, day::DATE AS day, price::DOUBLE AS price, sold::INTEGER AS sold
    FROM (VALUES ${values.join(', ')}) AS t(nth, tea, day, price, sold) ORDER BY nth`;
}

/** What an aggregate makes of some values, in JavaScript. */
function fold(aggregate: Aggregate, values: readonly (number | null)[]): number | undefined {
  const numbers = values.filter((value) => value !== null && Number.isFinite(value)) as number[];
  if (aggregate === 'count') return values.filter((value) => value !== null).length;
  if (numbers.length === 0) return undefined;
  const sum = numbers.reduce((all, one) => all + one, 0);
  if (aggregate === 'avg') return sum / numbers.length;
  if (aggregate === 'min') return Math.min(...numbers);
  return aggregate === 'max' ? Math.max(...numbers) : sum;
}

function groups<T, K>(rows: Iterable<T>, key: (row: T) => K): Map<K, T[]> {
  const found = new Map<K, T[]>();
  for (const row of rows) {
    const group = found.get(key(row)) ?? [];
    group.push(row);
    found.set(key(row), group);
  }
  return found;
}

const note = ({ notes }: ChartData, kind: string): readonly number[] | undefined =>
  notes.find((one) => one.kind === kind)?.counts;

describe('the data of a chart', () => {
  const { signal } = new AbortController();
  const { duckdb, folder } = useDuckDb();
  const results = new ResultStore(duckdb, join(folder, 'results'));

  const store = (sql: string): Promise<StoredResult> => storeRows({ duckdb, results }, sql);
  const draw = (
    result: StoredResult,
    chart: Chart,
    view: View = wholeView,
    limits: Partial<ChartLimits> = {},
  ): Promise<ChartData> =>
    chartData({ duckdb, results }, result, { chart, view }, signal, { ...chartLimits, ...limits });

  const someRows = fc.array(rowOf, { minLength: 1, maxLength: 60 });
  const someAggregate = fc.constantFrom<Aggregate>('sum', 'avg', 'min', 'max', 'count');
  const check = async (
    arbitrary: fc.Arbitrary<[Row[], Aggregate]>,
    body: (rows: Row[], aggregate: Aggregate, result: StoredResult) => Promise<void>,
  ): Promise<void> => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async ([rows, aggregate]) => {
        const result = await store(sqlOf(rows));
        await body(rows, aggregate, result);
        await results.remove(result.id);
      }),
      { numRuns: 15 },
    );
  };
  const close = (a: number | undefined, b: number | undefined, what: string): void => {
    const is = a === b || Math.abs((a ?? NaN) - (b ?? NaN)) <= 1e-9 * Math.max(1, Math.abs(a ?? 0));
    assert.ok(is, `${what}: ${a} is not ${b}`);
  };

  it('of bars is what an aggregate makes of the rows of each text, NULL among them', async () => {
    await check(fc.tuple(someRows, someAggregate), async (rows, aggregate, result) => {
      // Sums of doubles depend on their order: integers have one sum.
      const data = await draw(result, { kind: 'bar', x: 0, y: [3], aggregate });
      const expected = groups(rows, ({ tea }) => tea);
      const known = [...expected].flatMap(([tea, group]) => {
        const value = fold(
          aggregate,
          group.map(({ sold }) => sold),
        );
        return value === undefined ? [] : [[tea, value] as const];
      });
      assert.equal(data.points.length, known.length);
      for (const [tea, value] of known) {
        close(data.points.find(({ x }) => x === tea)?.y, value, `${tea}`);
      }
      // The greatest first.
      const values = data.points.map(({ y }) => y);
      assert.deepEqual(
        values,
        values.toSorted((a, b) => b - a),
      );
      assert.equal(data.rows, rows.length);
      assert.deepEqual(
        note(data, 'noY')?.[0] ?? 0,
        rows.filter(({ sold }) => sold === null).length,
      );
    });
  });

  it('of bars beyond the limit is said, those with the greatest values stay', async () => {
    await check(fc.tuple(someRows, fc.constant('count' as const)), async (rows, _, result) => {
      const data = await draw(result, { kind: 'bar', x: 0, y: [], aggregate: 'count' }, wholeView, {
        categories: 2,
      });
      const counts = [...groups(rows, ({ tea }) => tea).values()].map(({ length }) => length);
      assert.deepEqual(
        data.points.map(({ y }) => y),
        counts.toSorted((a, b) => b - a).slice(0, 2),
      );
      assert.deepEqual(note(data, 'places'), counts.length > 2 ? [2, counts.length] : undefined);
    });
  });

  it('of a line has a point for each day and series, without what has no day', async () => {
    await check(fc.tuple(someRows, someAggregate), async (rows, aggregate, result) => {
      const chart: Chart = { kind: 'line', x: 1, y: [2], series: 0, aggregate };
      const data = await draw(result, chart);
      const seen = rows.filter(({ day }) => day !== null);
      // Of what is counted nothing has to be a number, of all else it must be finite.
      const value = ({ price }: Row): number | null => price;
      const expected = [...groups(seen, ({ tea, day }) => JSON.stringify([tea, day]))].flatMap(
        ([key, group]) => {
          const [tea, day] = JSON.parse(key) as [string | null, number];
          const y = fold(aggregate, group.map(value));
          return y === undefined ? [] : [{ tea, at: start + day * dayMs, y }];
        },
      );
      assert.equal(data.points.length, expected.length);
      for (const { tea, at, y } of expected) {
        const found = data.points.find(
          (point) => point.at === at && data.series[point.series]?.value === tea,
        );
        close(found?.y, y, `${tea} ${at}`);
      }
      assert.equal(note(data, 'noX')?.[0] ?? 0, rows.length - seen.length);
      const lost = rows.filter(({ price }) => price !== null && !Number.isFinite(price)).length;
      assert.equal(note(data, 'unscaled')?.[0] ?? 0, aggregate === 'count' ? 0 : lost);
    });
  });

  it('of a line with many points keeps its outline: ends, least and greatest of each step', async () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), {
      minLength: 400,
      maxLength: 900,
    });
    await fc.assert(
      fc.asyncProperty(values, async (list) => {
        const result = await store(
          `SELECT unnest(range(${list.length})) AS n, unnest([${list.join(', ')}]) AS v`,
        );
        const points = 100;
        const data = await draw(
          result,
          { kind: 'line', x: 0, y: [1], aggregate: 'none' },
          wholeView,
          { points },
        );
        assert.deepEqual(note(data, 'steps'), [data.points.length, list.length]);
        const kept = new Map(data.points.map(({ at, y }) => [at, y]));
        for (const [at, y] of kept) assert.equal(y, list[at]);
        const steps = 50;
        const byStep = groups(list.keys(), (at) =>
          Math.min(steps - 1, Math.floor((at / (list.length - 1)) * steps)),
        );
        for (const ats of byStep.values()) {
          const all = ats.map((at) => list[at] ?? 0);
          const drawn = ats.flatMap((at) => kept.get(at) ?? []);
          assert.deepEqual(
            [Math.min(...drawn), Math.max(...drawn)],
            [Math.min(...all), Math.max(...all)],
          );
          assert.ok(kept.has(ats[0] ?? -1) && kept.has(ats.at(-1) ?? -1));
        }
        await results.remove(result.id);
      }),
      { numRuns: 10 },
    );
  });

  it('of a scatter chart is every pair, or a sample that is the same each time', async () => {
    const result = await store(
      "SELECT n, CASE WHEN n % 10 = 0 THEN 'nan'::DOUBLE ELSE n / 7 END AS v FROM range(3000) AS t(n)",
    );
    const chart: Chart = { kind: 'scatter', x: 0, y: [1], aggregate: 'none' };
    const whole = await draw(result, chart);
    assert.equal(whole.points.length, 2700);
    assert.deepEqual(whole.notes, [{ kind: 'unscaled', counts: [300] }]);
    const sample = await draw(result, chart, wholeView, { sample: 500 });
    assert.equal(sample.points.length, 500);
    assert.deepEqual(note(sample, 'sample'), [500, 2700]);
    assert.deepEqual(await draw(result, chart, wholeView, { sample: 500 }), sample);
    const all = new Set(whole.points.map(({ at, value }) => `${at} ${value}`));
    assert.ok(sample.points.every(({ at, value }) => all.has(`${at} ${value}`)));
    // From everywhere, not from the beginning.
    assert.ok(sample.points.filter(({ at }) => at > 1500).length > 150);
  });

  it('of a histogram counts each finite value in the bin that it lies in', async () => {
    await check(fc.tuple(someRows, fc.constant('count' as const)), async (rows, _, result) => {
      for (const column of [2, 3]) {
        const chart: Chart = { kind: 'histogram', x: column, y: [], aggregate: 'count', bins: 7 };
        const data = await draw(result, chart);
        const all = rows.map(({ price, sold }) => (column === 2 ? price : sold));
        const values = all.filter((one) => one !== null && Number.isFinite(one)) as number[];
        const counted = data.points.reduce((sum, { y }) => sum + y, 0);
        assert.equal(counted, values.length);
        assert.ok(data.points.length <= 7);
        for (const [nth, { at, end, y }] of data.points.entries()) {
          const isLast = nth === data.points.length - 1;
          const isIn = (value: number): boolean =>
            value >= at && (isLast ? value <= (end?.at ?? at) : value < (end?.at ?? at));
          assert.equal(y, values.filter(isIn).length, `${at} ${end?.at}`);
        }
      }
    });
  });

  it('is that of the rows that are seen, in their order', async () => {
    const rows: readonly Row[] = [5, 1, 3, 9].map((sold, at) => ({
      tea: `tea ${at}`,
      day: at,
      price: at,
      sold,
    }));
    const result = await store(sqlOf(rows));
    const chart: Chart = { kind: 'bar', x: 0, y: [3], aggregate: 'sum' };
    const view: View = {
      sort: [{ column: 3, descending: false }],
      filters: [{ kind: 'range', column: 3, to: '6' }],
    };
    const data = await draw(result, chart, view);
    assert.deepEqual(
      data.points.map(({ at, y }) => [at, y]),
      [
        [0, 1],
        [1, 3],
        [2, 5],
      ],
    );
    assert.deepEqual([data.rows, data.isSingle], [3, true]);
    const found = await draw(result, chart, { sort: [], filters: [], search: 'tea 3' });
    assert.deepEqual(
      found.points.map(({ x }) => x),
      ['tea 3'],
    );
  });

  it('has values beyond doubles exactly, as text', async () => {
    const result = await store(
      `SELECT 'a' AS k, unnest([9007199254740993::BIGINT, 0]) AS n, 0.1000000000000000055::DECIMAL(38, 19) AS d`,
    );
    const data = await draw(result, { kind: 'bar', x: 0, y: [1, 2], aggregate: 'sum' });
    assert.deepEqual(
      data.points.map(({ value }) => value),
      ['9007199254740993', '0.2000000000000000110'],
    );
  });

  it('has times by units, and at their moment whatever their type', async () => {
    const result = await store(
      `SELECT TIMESTAMP_NS '2026-03-01 10:20:30.123456789' AS ns, TIMESTAMPTZ '2026-03-01 10:00:00+02' AS tz,
         'infinity'::DATE AS far, 1 AS n`,
    );
    const at = async (x: number, unit?: Chart['unit']) => {
      const chart: Chart = { kind: 'line', x, y: [3], aggregate: 'sum' };
      return draw(result, unit === undefined ? chart : { ...chart, unit });
    };
    const [exact] = (await at(0)).points;
    assert.deepEqual(exact, {
      x: '2026-03-01 10:20:30.123456789',
      at: Date.UTC(2026, 2, 1, 10, 20, 30) + 123.456,
      y: 1,
      value: '1',
      series: 0,
    });
    assert.equal((await at(0, 'month')).points[0]?.at, Date.UTC(2026, 2, 1));
    assert.equal((await at(1)).points[0]?.at, Date.UTC(2026, 2, 1, 8));
    assert.equal((await at(1, 'year')).points.length, 1);
    const far = await at(2);
    assert.deepEqual([far.points, note(far, 'unscaled')], [[], [1]]);
    assert.deepEqual((await at(2, 'day')).points, []);
  });

  it('has the series of the most rows, and says how many there are', async () => {
    const result = await store(
      'SELECT n // 10 AS day, least(n % 20, 12) AS s, n FROM range(1000) AS t(n)',
    );
    const chart: Chart = { kind: 'area', x: 0, y: [2], series: 1, aggregate: 'max' };
    const data = await draw(result, chart, wholeView, { series: 3 });
    assert.deepEqual(note(data, 'series'), [3, 13]);
    assert.ok(data.series.some(({ value }) => value === '12'));
    assert.equal(data.series.length, 3);
  });

  for (const sql of [
    'SELECT 1 AS a, 2 AS b WHERE false',
    'SELECT NULL::INTEGER AS a, NULL::INTEGER AS b',
  ]) {
    it(`is nothing of ${sql}`, async () => {
      const result = await store(sql);
      for (const kind of ['line', 'area', 'scatter', 'bar', 'histogram'] as const) {
        const y = kind === 'histogram' ? [] : [1];
        const aggregate = kind === 'scatter' ? 'none' : kind === 'histogram' ? 'count' : 'sum';
        assert.deepEqual((await draw(result, { kind, x: 0, y, aggregate })).points, [], kind);
      }
    });
  }
});

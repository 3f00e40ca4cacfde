import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  compareResults,
  type CompareOptions,
  type Comparison,
} from '../../../../src/results/compare/compareResults.js';
import { ResultStore } from '../../../../src/results/resultStore.js';
import type { StoredResult } from '../../../../src/results/storedResult.js';
import { wholeView } from '../../../../src/results/view.js';
import { quoteText } from '../../../../src/util/quote.js';
import { useDuckDb } from '../../../support/useDuckDb.js';
import { storeRows } from '../../../support/queryRows.js';

describe('two results side by side', () => {
  const { signal } = new AbortController();
  const { duckdb, folder } = useDuckDb();
  const results = new ResultStore(duckdb, join(folder, 'results'));

  /** `names` in place of those that the query gives: a table of DuckDB can not have one twice. */
  const store = (sql: string, names: readonly string[] = []): Promise<StoredResult> =>
    storeRows({ duckdb, results }, sql, names);
  async function compare(
    left: string,
    right: string,
    key: readonly string[],
    options: Omit<CompareOptions, 'key'> = {},
  ): Promise<Comparison> {
    const both = [await store(left), await store(right)] as const;
    return compareResults({ duckdb, results }, both, { key, ...options }, signal);
  }
  async function rowsOf(result: StoredResult): Promise<readonly (readonly (string | null)[])[]> {
    return (await results.window(result, { offset: 0, limit: 100, view: wholeView }, signal)).rows;
  }
  const none = { left: 0, right: 0, changed: 0 };

  it('say by a key which rows are only in one, and which cells changed', async () => {
    const { counts, mismatches, differences, pairs } = await compare(
      `SELECT * FROM (VALUES (1, 'a', 1.5), (2, 'b', NULL), (3, 'c', 3)) AS t(id, name, price)`,
      `SELECT * FROM (VALUES (2, 'b', 0), (3, 'c', 3), (4, 'd', 4)) AS t(id, name, price)`,
      ['ID'],
    );
    assert.deepEqual(counts, { left: 1, right: 1, changed: 1, same: 1 });
    assert.deepEqual(mismatches, [{ name: 'price', left: 'DECIMAL(11,1)', right: 'INTEGER' }]);
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
    assert.deepEqual(pairs, [
      { name: 'name', left: 3, right: 4, changes: 0 },
      { name: 'price', left: 5, right: 6, changes: 1 },
    ]);
    assert.deepEqual(await rowsOf(differences), [
      ['left', null, '1', 'a', null, '1.5', null],
      ['changed', '["price"]', '2', 'b', 'b', null, '0'],
      ['right', null, '4', null, 'd', null, '4'],
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
    const { mismatches, counts } = await compare(
      'SELECT 1 AS a, 2 AS b',
      'SELECT 1 AS a, 3 AS c',
      [],
    );
    assert.deepEqual(mismatches, [
      { name: 'b', left: 'INTEGER' },
      { name: 'c', right: 'INTEGER' },
    ]);
    assert.equal(counts.same, 1);
  });

  const huge = '170141183460469231731687303715884105727';
  const values: readonly (readonly [left: string, right: string, isSame: boolean, why: string])[] =
    [
      ['NULL::INTEGER', 'NULL::INTEGER', true, 'NULL is NULL'],
      ['NULL::INTEGER', 'NULL::VARCHAR', true, 'also of two types'],
      ["''", 'NULL::VARCHAR', false, 'no text is not NULL'],
      ["'NaN'::DOUBLE", "'-nan'::DOUBLE", true, 'NaN is NaN'],
      ["'NaN'::DOUBLE", "'NaN'::FLOAT", true, 'also of two types'],
      ["'NaN'::DOUBLE", 'NULL::DOUBLE', false, 'NaN is not NULL'],
      ["'-0.0'::DOUBLE", '0.0::DOUBLE', true, 'there is one zero'],
      ["'-0.0'::DOUBLE", '0', true, 'also of two types'],
      ["'inf'::DOUBLE", "'-inf'::DOUBLE", false, 'infinities have a sign'],
      ['0.1::FLOAT', '0.1::DOUBLE', false, 'a float is widened, not rounded'],
      ['0.5::FLOAT', '0.5::DOUBLE', true, 'a float is widened'],
      ['0.1::DOUBLE', '0.10::DECIMAL(4, 2)', true, 'a double is its shortest decimal'],
      ['1e22::DOUBLE', '10000000000000000000000', true, 'also with an exponent'],
      ['-1.5e-7::DOUBLE', '-0.00000015', true, 'also with a negative one'],
      ['9007199254740992::DOUBLE', '9007199254740993', false, 'no number is rounded'],
      ['1.0', '1.00', true, 'the scale of a decimal is no value'],
      ['1::TINYINT', '1::HUGEINT', true, 'nor is the width of an integer'],
      [`${huge}::HUGEINT`, '1::DECIMAL(38, 0)', false, 'large ones too'],
      [`${huge}::HUGEINT`, '1.5::DECIMAL(38, 10)', false, 'where no type holds both'],
      ['12::HUGEINT', '12::DECIMAL(38, 10)', true, 'where no type holds both'],
      ['-100::BIGINT', '-100::DECIMAL(38, 30)', true, 'where no type holds both'],
      [`${huge}::UHUGEINT`, `${huge}::HUGEINT`, true, 'where no type holds both'],
      [`${huge}::UHUGEINT`, `${huge}::HUGEINT - 1`, false, 'DuckDB alone calls them equal'],
      ['12::BIGNUM', '12::BIGINT', true, 'numbers without bound too'],
      ["DATE '2024-01-02'", "TIMESTAMP '2024-01-02 00:00:00'", true, 'a day begins at midnight'],
      ["DATE '5000000-01-02'", "TIMESTAMP '2024-01-02'", false, 'a far day'],
      ["'infinity'::DATE", "'infinity'::TIMESTAMP", true, 'the end of days'],
      ["TIMESTAMP_S '2024-01-02'", "TIMESTAMP_NS '2024-01-02'", true, 'precision is no value'],
      ["TIMESTAMP '1500-01-02'", "TIMESTAMP_NS '2024-01-02'", false, 'out of the range of one'],
      ["TIMESTAMP '2024-01-02 00:00:00.5'", "TIMESTAMP_MS '2024-01-02'", false, 'no cut'],
      ["TIMESTAMP '2024-01-02'", "TIMESTAMPTZ '2024-01-02 00:00:00+00'", false, 'a moment'],
      [
        "TIMESTAMPTZ '2024-01-02 01:00:00+01'",
        "TIMESTAMPTZ '2024-01-02 00:00:00+00'",
        true,
        'one moment',
      ],
      ["INTERVAL '1 month'", "INTERVAL '30 days'", false, 'DuckDB alone calls them equal'],
      ["'a' COLLATE NOCASE", "'A' COLLATE NOCASE", false, 'DuckDB alone calls them equal'],
      ["'1'", '1', true, 'text beside a number is the same text'],
      ["'1.0'", '1', false, 'text beside a number is the same text'],
      ["'a'", "'a '", false, 'a space is a character'],
      ["'é'", "'e\u0301'", false, 'characters, not what they look like'],
      ['[1, NULL]', '[1, NULL]', true, 'NULL in a list'],
      ['[1::INTEGER]', '[1::BIGINT]', true, 'lists of two types'],
      ["['a, b']", "['a', 'b']", false, 'a comma in a list'],
      ["{'a': 1, 'b': NULL}", "{'a': 1, 'b': NULL}", true, 'NULL in a struct'],
      ["{'a': 1}", "{'b': 1}", false, 'names of a struct'],
      ["MAP {'a': 1, 'b': 2}", "MAP {'b': 2, 'a': 1}", false, 'a map has an order'],
      ["'\\x00'::BLOB", "'\\x01'::BLOB", false, 'binary'],
      ["'a'::ENUM ('a', 'b')", "'a'::ENUM ('x', 'a')", true, 'enums of two types'],
    ];
  it('compare values exactly', async () => {
    const side = (at: 0 | 1): string =>
      `SELECT 1 AS k0, ${values.map((value, i) => `${value[at]} AS v${i}`).join(', ')}`;
    const { pairs } = await compare(side(0), side(1), ['k0']);
    assert.deepEqual(
      pairs.map(({ changes }, i) => [...(values[i] ?? []), changes]),
      values.map((value) => [...value, value[2] ? 0 : 1]),
    );
  });

  it('compare keys exactly, and whole rows', async () => {
    for (const [at, [left, right, isSame, why]] of values.entries()) {
      const key = at % 2 === 0 ? ['v'] : [];
      const { counts } = await compare(`SELECT ${left} AS v`, `SELECT ${right} AS v`, key);
      const expected = isSame ? { ...none, same: 1 } : { left: 1, right: 1, changed: 0, same: 0 };
      assert.deepEqual(counts, expected, `${left} and ${right}: ${why}`);
    }
  });

  it('show what is compared over two types as both sides have it', async () => {
    const [l, r] = ['SELECT 12::BIGINT AS k, 1.50 AS v', 'SELECT 12.5::DOUBLE AS k, 1.5 AS v'];
    const { differences } = await compare(l, r, ['k']);
    assert.deepEqual(await rowsOf(differences), [
      ['left', null, '12', '1.50', null],
      ['right', null, '12.5', null, '1.5'],
    ]);
    assert.deepEqual(await rowsOf((await compare(l, r, [])).differences), [
      ['left', '1', '12', '1.50'],
      ['right', '1', '12.5', '1.50'],
    ]);
  });

  it('belong together by the names of their columns, first letter by letter', async () => {
    const left = await store('SELECT 1 AS c0, 2 AS c1, 3 AS c2, 4 AS c3', ['a', 'A', 'x', 'x']);
    const right = await store('SELECT 4 AS c0, 2 AS c1, 3 AS c2, 1 AS c3', ['X', 'A', 'x', 'a']);
    const { counts, mismatches, pairs } = await compareResults(
      { duckdb, results },
      [left, right],
      { key: ['A'] },
      signal,
    );
    assert.deepEqual(counts, { ...none, same: 1 });
    assert.deepEqual(mismatches, []);
    assert.deepEqual(
      pairs.map(({ name }) => name),
      ['a', 'x', 'x (2)'],
    );
  });

  it('take names of columns for names, whatever they hold', async () => {
    const names = ['here', "it's", '"', 'l', 'v0', ''];
    const sql = (first: number): string =>
      `SELECT 7 AS c0, ${names.map((_, i) => `${first + i} AS c${i + 1}`).join(', ')}`;
    const left = await store(sql(0), ['copy', ...names]);
    const right = await store(sql(1), ['copy', ...names]);
    const both = [left, right] as const;
    const { pairs } = await compareResults({ duckdb, results }, both, { key: ['copy'] }, signal);
    assert.deepEqual(
      pairs.map(({ name, changes }) => [name, changes]),
      names.map((name) => [name, 1]),
    );
  });

  it('count a key that occurs more than once, and lay the same rows together first', async () => {
    const { counts, repeated, differences } = await compare(
      `SELECT * FROM (VALUES (1, 'a'), (1, 'b'), (1, 'c'), (NULL, 'x')) AS t(k, v)`,
      `SELECT * FROM (VALUES (1, 'c'), (1, 'd'), (NULL, 'x')) AS t(k, v)`,
      ['k'],
    );
    assert.deepEqual(repeated, { left: 2, right: 1 });
    assert.deepEqual(counts, { left: 1, right: 0, changed: 1, same: 2 });
    assert.deepEqual(await rowsOf(differences), [
      ['changed', '["v"]', '1', 'a', 'd'],
      ['left', null, '1', 'b', null],
    ]);
  });

  it('are all on one side where the other has no row', async () => {
    const [some, nothing] = ['SELECT range AS k, 1 AS v FROM range(3)', 'SELECT 1 AS k, 2 AS v'];
    const empty = `${nothing} WHERE false`;
    for (const key of [['k'], []]) {
      const left = (await compare(some, empty, key)).counts;
      assert.deepEqual(left, { left: 3, right: 0, changed: 0, same: 0 });
      const right = (await compare(empty, some, key)).counts;
      assert.deepEqual(right, { left: 0, right: 3, changed: 0, same: 0 });
      assert.deepEqual((await compare(empty, empty, key)).counts, { ...none, same: 0 });
    }
  });

  it('leave out columns that are not to be compared', async () => {
    const [l, r] = ['SELECT 1 AS k, 1 AS v, 1 AS at', 'SELECT 1 AS k, 1 AS v, 2 AS at'];
    for (const key of [['k'], []]) {
      const { counts, differences } = await compare(l, r, key, { ignored: ['at'] });
      assert.deepEqual(counts, { ...none, same: 1 });
      assert.ok(differences.columns.every(({ name }) => !name.startsWith('at')));
    }
  });

  it('take numbers with a binary fraction for the same within a tolerance', async () => {
    const near: readonly (readonly [left: string, right: string, isSame: boolean])[] = [
      ['1.0::DOUBLE', '1.001::DOUBLE', true],
      ['1.0::DOUBLE', '1.02::DOUBLE', false],
      ['1000.0::DOUBLE', '1001.0::DECIMAL(6, 1)', true],
      ['1000.0', '1001.0', false],
      ["'inf'::DOUBLE", "'inf'::DOUBLE", true],
      ["'inf'::DOUBLE", '1e308::DOUBLE', false],
      ["'NaN'::DOUBLE", '1::DOUBLE', false],
      ["'NaN'::DOUBLE", "'NaN'::DOUBLE", true],
      ['NULL::DOUBLE', '0::DOUBLE', false],
    ];
    const tolerance = { absolute: 0.001, relative: 0.001 };
    for (const [left, right, isSame] of near) {
      const [l, r] = [`SELECT 1 AS k, ${left} AS v`, `SELECT 1 AS k, ${right} AS v`];
      const { counts } = await compare(l, r, ['k'], { tolerance });
      assert.equal(counts.same, isSame ? 1 : 0, `${left} and ${right}`);
    }
  });

  it('need a key that both have, a column in common, and a tolerance that is one', async () => {
    const one = 'SELECT 1 AS a';
    await assert.rejects(compare(one, one, ['b']), /b is no column of both/);
    await assert.rejects(compare(one, 'SELECT 1 AS b', []), /no column in common/);
    const tolerance = { absolute: 0, relative: 0 };
    await assert.rejects(compare(one, one, [], { tolerance }), /needs a key/);
    const wrong = { absolute: NaN, relative: 0 };
    await assert.rejects(compare(one, one, ['a'], { tolerance: wrong }), /0 or more/);
  });

  it('are no longer compared when that is cancelled', async () => {
    const big = 'SELECT range AS k, md5(range::VARCHAR) AS v FROM range(300000)';
    const both = [await store(big), await store(big)] as const;
    const abort = new AbortController();
    const comparing = compareResults({ duckdb, results }, both, { key: ['k'] }, abort.signal);
    abort.abort();
    await assert.rejects(comparing, { name: 'AbortError' });
    const { counts } = await compareResults({ duckdb, results }, both, { key: ['k'] }, signal);
    assert.equal(counts.same, 300_000);
  });

  it('count as a comparison by hand does, whatever the order of rows and columns', async () => {
    const row = fc.record({
      k: fc.option(fc.nat(3)),
      j: fc.constantFrom('a', 'A'),
      v: fc.option(fc.constantFrom('a', 'b', '')),
      x: fc.constantFrom(0, 0.5, -1),
    });
    const rows = fc.array(row, { maxLength: 9 });
    const sql = (list: readonly HandRow[], columns: string): string => {
      const lines = list.map(({ k, j, v, x }, i) => [i, k, j, v, x].map(literal).join(', '));
      const none = "(-1, 0, '', '', 0)";
      return `SELECT ${columns} FROM (VALUES ${[none, ...lines.map((line) => `(${line})`)].join(', ')})
              AS t(nth, k, j, v, x) WHERE nth >= 0 ORDER BY nth`;
    };
    await fc.assert(
      fc.asyncProperty(
        rows,
        rows,
        fc.constantFrom([], ['k'], ['k', 'j'], ['k', 'j', 'v', 'x']),
        async (left, right, key) => {
          const { counts, repeated, pairs } = await compare(
            sql(left, 'k, j, v, x::DECIMAL(4, 2) AS x'),
            sql(right, 'x::DOUBLE AS x, v, j, k::HUGEINT AS K'),
            key,
          );
          const expected = byHand(left, right, key);
          assert.deepEqual(counts, expected.counts);
          assert.deepEqual(repeated, expected.repeated);
          const most = pairs.map(({ changes }) => changes);
          assert.ok(most.every((changes) => changes <= counts.changed));
          assert.ok(most.reduce((sum, changes) => sum + changes, 0) >= counts.changed);
        },
      ),
      { numRuns: 25 },
    );
  }).timeout(120_000);
});

interface HandRow {
  readonly k: number | null;
  readonly j: string;
  readonly v: string | null;
  readonly x: number;
}

function literal(value: string | number | null): string {
  if (value === null) return 'NULL';
  return typeof value === 'number' ? String(value) : quoteText(value);
}

/** Lays the same rows together, then what is left over by the key, in any order. */
function byHand(left: readonly HandRow[], right: readonly HandRow[], key: readonly string[]) {
  const keyOf = (row: HandRow): string =>
    JSON.stringify(Object.entries(row).filter(([name]) => key.includes(name)));
  const textOf = (row: HandRow): string => JSON.stringify([row.k, row.j, row.v, row.x]);
  const [fewer, alone] = pairOff(left, right, textOf);
  const same = left.length - fewer.length;
  const repeatedIn = (rows: readonly HandRow[]): number =>
    key.length === 0 ? 0 : rows.length - new Set(rows.map(keyOf)).size;
  const repeated = { left: repeatedIn(left), right: repeatedIn(right) };
  if (key.length === 0) {
    return { counts: { left: fewer.length, right: alone.length, changed: 0, same }, repeated };
  }
  const [onlyLeft, onlyRight] = pairOff(fewer, alone, keyOf);
  const changed = fewer.length - onlyLeft.length;
  return { counts: { left: onlyLeft.length, right: onlyRight.length, changed, same }, repeated };
}

/** What is left of both when each row that has a partner is taken away with it. */
function pairOff(
  left: readonly HandRow[],
  right: readonly HandRow[],
  of: (row: HandRow) => string,
): readonly [left: readonly HandRow[], right: readonly HandRow[]] {
  const waiting = [...right];
  const alone = left.filter((row) => {
    const at = waiting.findIndex((other) => of(other) === of(row));
    if (at !== -1) waiting.splice(at, 1);
    return at === -1;
  });
  return [alone, waiting];
}

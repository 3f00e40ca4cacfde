import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ResultStore, windowTextLimit } from '../../../src/results/resultStore.js';
import { wholeValue } from '../../../src/results/wholeValue.js';
import type { StoredResult } from '../../../src/results/storedResult.js';
import { exactValues } from '../../support/exactValues.js';
import { useDuckDb } from '../../support/useDuckDb.js';
import { sortedView, wholeView } from '../../../src/results/view.js';
import { storeRows } from '../../support/queryRows.js';

describe('the result store', () => {
  const { signal } = new AbortController();
  const { duckdb, folder } = useDuckDb();
  const home = join(folder, 'results');
  const results = new ResultStore(duckdb, home);

  const store = (sql: string): Promise<StoredResult> => storeRows({ duckdb, results }, sql);

  describe('keeps a value exactly', () => {
    let result: StoredResult;
    let values: readonly (string | null)[];
    before(async () => {
      result = await store(
        `SELECT ${exactValues.map(([literal], i) => `${literal} AS c${i}`).join(', ')}`,
      );
      const { rows } = await results.window(
        result,
        { offset: 0, limit: 10, view: wholeView },
        signal,
      );
      assert.equal(rows.length, 1);
      values = rows[0] ?? [];
    });

    for (const [index, [literal, text]] of exactValues.entries()) {
      it(literal, () => {
        assert.equal(values[index], text);
      });
    }
  });

  it('gives windows in the order of the query', async () => {
    const result = await store('SELECT range AS n FROM range(300000) ORDER BY hash(range)');
    const expected = await duckdb.rows(
      'SELECT range FROM range(300000) ORDER BY hash(range) LIMIT 50 OFFSET 250000',
      signal,
    );
    const { rows } = await results.window(
      result,
      { offset: 250_000, limit: 50, view: wholeView },
      signal,
    );
    assert.deepEqual(rows, expected.rows);
    assert.equal(result.rows, 300_000);
    const beyond = await results.window(
      result,
      { offset: 299_990, limit: 50, view: wholeView },
      signal,
    );
    assert.equal(beyond.rows.length, 10);
  });

  it('gives filtered rows in the order of the query, also before all are found', async () => {
    const result = await store('SELECT range AS n FROM range(400000) ORDER BY hash(range)');
    const filters = [{ kind: 'contains', column: 0, text: '77', matchCase: true }] as const;
    const expected = await duckdb.rows(
      "SELECT range FROM range(400000) WHERE contains(range::VARCHAR, '77') ORDER BY hash(range)",
      signal,
    );
    for (const offset of [0, 800, expected.rows.length - 200]) {
      const request = { offset, limit: 200, view: { sort: [], filters } };
      const { rows } = await results.window(result, request, signal);
      assert.deepEqual(rows, expected.rows.slice(offset, offset + 200));
    }
  });

  it('sorts by several columns over all rows, as their types sort, NULLs last', async () => {
    const result = await store(
      'SELECT CASE WHEN range % 10 = 9 THEN NULL ELSE range % 3 END AS k, range AS n FROM range(100000)',
    );
    const sort = [
      { column: 0, descending: true },
      { column: 1, descending: true },
    ];
    const windows = await Promise.all(
      [0, 89_998].map((offset) =>
        results.window(result, { offset, limit: 4, view: sortedView(sort) }, signal),
      ),
    );
    assert.deepEqual(
      windows.map(({ rows }) => rows),
      [
        [
          ['2', '99998'],
          ['2', '99995'],
          ['2', '99992'],
          ['2', '99986'],
        ],
        [
          ['0', '3'],
          ['0', '0'],
          [null, '99999'],
          [null, '99989'],
        ],
      ],
    );
  });

  for (const [title, mostCopiedRows] of [
    ['a copy of the rows', undefined],
    ['their positions', 0],
  ] as const) {
    it(`gives every window of a large sorted result, by ${title}`, async () => {
      const result = await store(
        "SELECT hash(range) % 1000 AS k, range AS n, 'row ' || range AS label FROM range(60000)",
      );
      const sorted = new ResultStore(duckdb, home, { mostCopiedRows });
      const sort = [{ column: 0, descending: true }];
      const windows = [0, 900, 1000, 30_000, 59_990, 500];
      const found = await Promise.all(
        windows.map((offset) =>
          sorted.window(result, { offset, limit: 20, view: sortedView(sort) }, signal),
        ),
      );
      for (const [index, offset] of windows.entries()) {
        const { rows } = await duckdb.rows(
          `SELECT hash(range) % 1000, range, 'row ' || range FROM range(60000)
           ORDER BY 1 DESC, range LIMIT 20 OFFSET ${offset}`,
          signal,
        );
        assert.deepEqual(found[index]?.rows, rows, `from ${offset}`);
      }
      // The next window is read from what was written, also by a process that has just begun.
      duckdb.dispose();
      const again = await sorted.window(
        result,
        { offset: 30_000, limit: 20, view: sortedView(sort) },
        signal,
      );
      assert.deepEqual(again, found[3]);
      await sorted.remove(result.id);
      assert.ok(!(await readdir(home)).some((name) => name.startsWith(result.id)));
    });
  }

  it('has at most a few orders of a result on disk', async () => {
    const result = await store(
      `SELECT ${Array.from({ length: 12 }, (_, i) => `range % ${i + 2} AS c${i}`).join(', ')} FROM range(30000)`,
    );
    for (const { column } of result.columns.map((_, index) => ({ column: index }))) {
      const sort = [{ column, descending: false }];
      await results.window(result, { offset: 20_000, limit: 5, view: sortedView(sort) }, signal);
    }
    const files = (await readdir(home)).filter((name) => name.startsWith(result.id));
    assert.equal(files.length, 2 + 8);
  });

  it('has everything after the process that wrote it has gone', async () => {
    const { id } = await store('SELECT range AS n FROM range(1000)');
    const again = new ResultStore(duckdb, home);
    const sort = [{ column: 0, descending: true }];
    const found = await again.find(id);
    assert.ok(found);
    await again.window(found, { offset: 0, limit: 1, view: sortedView(sort) }, signal);
    duckdb.dispose();
    const { rows } = await again.window(
      found,
      { offset: 0, limit: 1, view: sortedView(sort) },
      signal,
    );
    assert.deepEqual(rows, [['999']]);
  });

  it('keeps columns of one name apart', async () => {
    const file = await results.newFile();
    const stored = await duckdb.store(
      { sql: 'SELECT 1 AS a, 2 AS a', file },
      () => undefined,
      signal,
    );
    const columns = stored.columns.map(({ name, type }) => ({ name: 'a', type, stored: name }));
    const result = await results.add({ kind: 'relation', file, columns, rows: 1 }, signal);
    assert.deepEqual(
      result.columns.map(({ name }) => name),
      ['a', 'a'],
    );
    assert.deepEqual(
      (await results.window(result, { offset: 0, limit: 1, view: wholeView }, signal)).rows,
      [['1', '2']],
    );
  });

  it('cuts a long text in a window, and says so', async () => {
    const result = await store("SELECT repeat('é𝒳', 5000) AS long, 'x' AS short");
    const { rows, cut } = await results.window(
      result,
      { offset: 0, limit: 1, view: wholeView },
      signal,
    );
    assert.deepEqual(cut, [[0, 0]]);
    assert.equal(rows[0]?.[0], 'é𝒳'.repeat(windowTextLimit / 2));
  });

  it('gives less of each long text where there are many columns', async () => {
    const columns = Array.from({ length: 2000 }, (_, at) => `repeat('x', 3000) AS c${at}`);
    const result = await store(`SELECT ${columns.join(', ')} FROM range(3)`);
    const request = { offset: 0, limit: 3, view: wholeView };
    const { rows, cut } = await results.window(result, request, signal);
    assert.equal(cut.length, 3 * 2000);
    assert.ok(
      rows.every((row) => row.length === 2000 && row.every((value) => value?.length === 50)),
    );
  });

  it('gives the beginning of a value of 100 MB, and all of it where all is asked for', async () => {
    const result = await store("SELECT repeat('0123456789', 10000000) AS huge");
    const request = { offset: 0, limit: 1, view: wholeView };
    const { rows, cut } = await results.window(result, request, signal);
    assert.deepEqual(cut, [[0, 0]]);
    assert.equal(rows[0]?.[0]?.length, windowTextLimit);
    const whole = { column: 0, row: 0, view: wholeView };
    const { text, isCut } = await wholeValue({ duckdb, results }, result, whole, signal);
    assert.ok(isCut && text?.startsWith('0123456789'));
  });

  it('gives a nested value as JSON that loses no digit', async () => {
    const result = await store(
      "SELECT {'a': 1.10::DECIMAL(5, 2), 'b': [0.1::FLOAT, 'nan']} AS nested",
    );
    const whole = { column: 0, row: 0, view: wholeView };
    const { json } = await wholeValue({ duckdb, results }, result, whole, signal);
    assert.equal(json, '{"a":1.10,"b":[0.1,"nan"]}');
  });

  it('takes rows as text, and CSV with NULL and empty text apart', async () => {
    async function* pages() {
      yield [
        ['1', null],
        ["it's", ''],
      ];
      yield await Promise.resolve([]);
    }
    const columns = [
      { name: 'a', type: 'varchar' },
      { name: 'a', type: 'varchar' },
    ];
    const rows = await results.add({ kind: 'rows', columns, pages: pages() }, signal);
    const all = { offset: 0, limit: 9, view: wholeView };
    assert.deepEqual((await results.window(rows, all, signal)).rows, [
      ['1', null],
      ["it's", ''],
    ]);
    async function* bytes() {
      yield Buffer.from('"a","b"\n"1",\n');
      yield await Promise.resolve(Buffer.from('"007",""\n'));
    }
    const csv = await results.add({ kind: 'csv', columns, bytes: bytes() }, signal);
    assert.deepEqual((await results.window(csv, all, signal)).rows, [
      ['1', null],
      ['007', ''],
    ]);
  });

  it('removes a result', async () => {
    const result = await store('SELECT 1 AS a');
    await results.window(result, { offset: 0, limit: 1, view: wholeView }, signal);
    await results.remove(result.id);
    assert.equal(await results.find(result.id), undefined);
    assert.deepEqual(
      (await readdir(home)).filter((name) => name.startsWith(result.id)),
      [],
    );
  });

  it('finds nothing under a name that is no id', async () => {
    assert.equal(await results.find('../../etc/passwd'), undefined);
  });
});

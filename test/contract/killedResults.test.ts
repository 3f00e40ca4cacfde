import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QueryResult } from '../../src/query/queryEngine.js';
import { exportResult } from '../../src/results/export/exportResult.js';
import type { ExportFormat } from '../../src/results/export/formats.js';
import { ResultStore } from '../../src/results/resultStore.js';
import { columnStatistics } from '../../src/results/statistics.js';
import type { StoredResult } from '../../src/results/storedResult.js';
import { sortedView, wholeView } from '../../src/results/view.js';
import { type KillableDuckDb, killableDuckDb } from '../support/killableDuckDb.js';
import { queryRows } from '../support/queryRows.js';

type Stored = Exclude<QueryResult, { kind: 'none' }>;

const { signal } = new AbortController();
const rows = 40_000;
const columns = [
  { name: 'n', type: 'BIGINT' },
  { name: 'text', type: 'VARCHAR' },
];
const ended =
  /^DuckDB (has ended unexpectedly \(process ended with SIGKILL\)|was started again before this could run).*\.$/;

/** Other moments each day. */
const seed = Number(new Date().toISOString().slice(0, 10).replaceAll('-', ''));
const roundsEach = 3;

describe(`results while DuckDB is killed, at moments of the seed ${seed}`, () => {
  let killable: KillableDuckDb;
  let home: string;
  let exports: string;
  let results: ResultStore;
  let large: StoredResult;
  let failures = 0;

  before(async () => {
    killable = killableDuckDb();
    home = join(killable.folder, 'results');
    exports = join(killable.folder, 'exports');
    mkdirSync(exports);
    results = new ResultStore(killable.duckdb, home);
    large = await results.add(await relation(), signal);
  });
  after(() => {
    killable.dispose();
  });

  const relation = (): Promise<Stored> =>
    queryRows(
      { duckdb: killable.duckdb, results },
      `SELECT range AS n, 'text ' || range AS text FROM range(${rows})`,
    );

  /** Takes a result in and reads its last row, over the end. */
  async function add(result: Stored): Promise<unknown> {
    const stored = await results.add(result, signal);
    const request = { offset: rows - 1, limit: 5, view: wholeView };
    const window = await results.window(stored, request, signal);
    await results.remove(stored.id);
    return [stored.rows, window.rows];
  }
  const added = [rows, [row(rows - 1)]];

  /** The lines of the file as they came. */
  async function write(nth: number, format: ExportFormat): Promise<unknown> {
    const file = join(exports, 'out');
    writeFileSync(file, `before ${nth}`);
    const job = { duckdb: killable.duckdb, results, result: large, view: wholeView, format, file };
    await exportResult({ ...job, onProgress: () => undefined, signal });
    return readFileSync(file, 'latin1').length;
  }

  /** What runs, for the `nth` time, and what comes of it where nothing fails. */
  const cases: Readonly<
    Record<
      string,
      {
        readonly run: (nth: number) => Promise<unknown>;
        readonly expected?: (nth: number) => unknown;
      }
    >
  > = {
    'rows are added': {
      run: () => add({ kind: 'rows', columns, pages: pages() }),
      expected: () => added,
    },
    'CSV is added': {
      run: () => add({ kind: 'csv', columns, bytes: csv() }),
      expected: () => added,
    },
    'a query is stored': { run: async () => add(await relation()), expected: () => added },
    'a window is read': {
      run: async (nth) => {
        const request = { offset: nth, limit: 1000, view: wholeView };
        return (await results.window(large, request, signal)).rows;
      },
      expected: (nth) => Array.from({ length: 1000 }, (_, i) => row(nth + i)),
    },
    'a sorted window is read from a copy': {
      run: async (nth) => {
        const filter = { kind: 'range', column: 0, from: String(nth) } as const;
        const view = { sort: [{ column: 0, descending: true }], filters: [filter] };
        const request = { offset: rows - nth - 3, limit: 10, view };
        return (await results.window(large, request, signal)).rows;
      },
      expected: (nth) => [row(nth + 2), row(nth + 1), row(nth)],
    },
    'a sorted view is counted': {
      run: (nth) => {
        const filter = { kind: 'range', column: 0, from: String(nth) } as const;
        const view = { sort: [{ column: 1, descending: true }], filters: [filter] };
        return results.prepare(large, view, () => undefined, signal);
      },
      expected: (nth) => rows - nth,
    },
    'statistics are computed': {
      run: async () => {
        const context = { duckdb: killable.duckdb, results };
        const { range, distinct } = await columnStatistics(context, large, { column: 0 }, signal);
        return [range, distinct];
      },
      expected: () => [{ min: '0', max: String(rows - 1) }, rows],
    },
    'CSV is exported': { run: (nth) => write(nth, 'csv') },
    'JSON Lines are exported': { run: (nth) => write(nth, 'jsonl') },
    'Excel is exported': { run: (nth) => write(nth, 'excel') },
  };

  for (const [at, [what, { run, expected }]] of Object.entries(cases).entries()) {
    it(`says once that DuckDB has ended, or nothing, while ${what}`, async () => {
      const random = randomNumbers(seed * (at + 1));
      await run(0);
      const start = performance.now();
      const whole = await run(1);
      const usualMs = performance.now() - start;
      for (let round = 0; round < roundsEach; round++) {
        const nth = 2 + round;
        const moment = random() * usualMs;
        const outcome = run(nth).then(
          (answer) => ({ answer }),
          (error: unknown) => ({ error }),
        );
        await new Promise((resolve) => setTimeout(resolve, moment));
        await killable.kill();
        const ends = await outcome;
        const told = `killed after ${moment.toFixed(1)} of ${usualMs.toFixed(1)} ms`;
        const right = expected?.(nth) ?? whole;
        if ('error' in ends) {
          failures++;
          assert.ok(ends.error instanceof Error, told);
          assert.match(ends.error.message, ended, `${told}: ${ends.error.message}`);
        } else {
          assert.deepEqual(ends.answer, right, told);
        }
        assertWhole(told);
        if ('error' in ends && expected === undefined) {
          assert.equal(readFileSync(join(exports, 'out'), 'utf8'), `before ${nth}`, told);
        }
        assert.deepEqual(await run(nth), right, told);
        // As the next window of the editor finds what is there.
        results = new ResultStore(killable.duckdb, home);
        assert.deepEqual(await run(nth), right, told);
      }
    }).timeout(60_000);
  }

  it('is killed in the middle of something', () => {
    assert.ok(failures > 0);
  });

  it('makes a copy over what a killed editor has left of it', async () => {
    const view = sortedView([{ column: 1, descending: true }]);
    const copies = (): readonly string[] =>
      readdirSync(home).filter((name) => /\.[0-9a-f]{16}\.duckdb/.test(name));
    const before = new Set(copies());
    assert.equal(await results.prepare(large, view, () => undefined, signal), rows);
    const [copy = ''] = copies().filter((name) => !before.has(name));
    await killable.kill();
    renameSync(join(home, copy), join(home, `${copy}.part`));
    writeFileSync(join(home, `${copy}.part.wal`), 'half of a log');
    results = new ResultStore(killable.duckdb, home);
    assert.equal(await results.prepare(large, view, () => undefined, signal), rows);
    assertWhole('an editor');
  });

  /** Beside whole results and exports there is nothing, and no result is there without its facts. */
  function assertWhole(told: string): void {
    const known = new RegExp(`^${large.id}(\\.[0-9a-f]{16})?\\.(duckdb|json)$`);
    const others = readdirSync(home).filter((name) => !known.test(name));
    assert.deepEqual(others, [], told);
    assert.deepEqual(
      readdirSync(exports).filter((name) => name !== 'out'),
      [],
      told,
    );
  }
});

function row(n: number): readonly string[] {
  return [String(n), `text ${n}`];
}

async function* pages(): AsyncGenerator<readonly (readonly string[])[]> {
  for (let offset = 0; offset < rows; offset += 10_000) {
    yield Array.from({ length: 10_000 }, (_, i) => row(offset + i));
    await Promise.resolve();
  }
}

async function* csv(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('n,text\n');
  for await (const page of pages()) {
    yield Buffer.from(page.map((values) => `${values.join(',')}\n`).join(''));
  }
}

/** From 0 to 1, the same for the same seed. */
function randomNumbers(start: number): () => number {
  let state = (start % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

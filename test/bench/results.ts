import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDbClient } from '../../src/duckdb/duckDbClient.js';
import { LocalEngine } from '../../src/query/local/localEngine.js';
import { ResultStore } from '../../src/results/resultStore.js';
import { type Sort, sortedView } from '../../src/results/view.js';
import { type BenchRow, median, toBenchRow } from '../support/benchRow.js';

const entry = new URL('../../src/processes/duckdbProcess.ts', import.meta.url);
const count = 1_000_000;
const sql = `SELECT i::BIGINT AS id, 9007199254740993 + i AS big, (i * 1.25)::DECIMAL(38, 10) AS amount,
  'name ' || (hash(i) % 1000) AS name, TIMESTAMP '2024-01-01' + to_seconds(i) AS at, i % 2 = 0 AS flag,
  CASE WHEN i % 7 = 0 THEN NULL ELSE i / 3.0 END AS ratio, DATE '2024-01-01' + (i % 365)::INT AS day,
  md5(i::VARCHAR) AS hash, [i, i + 1] AS pair FROM range(${count}) AS t(i)`;
const peer = 'all rows as an array of texts in the host, sorted there';

/** A result of 1,000,000 rows and 10 columns, beside what a notebook does that holds its rows in the host. */
export async function rows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-bench-'));
  const duckdb = new DuckDbClient(entry, { tempDirectory: join(folder, 'temp') });
  try {
    const ours = await measureOurs(duckdb, folder);
    const theirs = await measureTheirs(duckdb);
    const row = (
      name: string,
      unit: string,
      mine: number,
      other: number,
      atMost?: number,
    ): BenchRow =>
      toBenchRow({
        name: `results: ${name}`,
        unit,
        ours: mine,
        peer,
        theirs: other,
        ...(atMost === undefined ? {} : { atMost }),
      });
    return [
      row('query to end', 'ms', ours.query, theirs.query),
      row('first rows after the end', 'ms', ours.first, theirs.first, 250),
      row('a far window', 'ms', ours.far, theirs.first, 50),
      row('the first sorted window', 'ms', ours.sort, theirs.sort),
      row('the first far sorted window', 'ms', ours.copied, theirs.sort),
      row('a far sorted window', 'ms', ours.sorted, theirs.first, 50),
      row('memory of the host', 'MB', ours.memory, theirs.memory, 100),
    ];
  } finally {
    duckdb.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureOurs(duckdb: DuckDbClient, folder: string) {
  const { signal } = new AbortController();
  const results = new ResultStore(duckdb, join(folder, 'results'));
  const newResultFile = (): Promise<string> => results.newFile();
  const engine = new LocalEngine({
    name: 'bench',
    duckdb,
    catalogs: [],
    readOnly: false,
    newResultFile,
  });
  await duckdb.rows('SELECT 1', signal);
  const before = process.memoryUsage.rss();
  const execution = await engine.submit({ sql, schema: [], parameters: {} }, signal);
  const query = await time(async () => {
    for await (const state of execution.states()) if (state.kind === 'failed') throw state.error;
  });
  const result = await execution.result();
  if (result.kind !== 'relation') throw new Error('the query gave no rows');
  const start = performance.now();
  const stored = await results.add(result, signal);
  const window = (offset: number, sort: Sort): Promise<number> =>
    time(() => results.window(stored, { offset, limit: 200, view: sortedView(sort) }, signal));
  await window(0, []);
  const first = performance.now() - start;
  const byHash = [{ column: 8, descending: true }];
  const far = await repeat((nth) => window(450_000 + nth * 50_000, []));
  const sort = await window(0, byHash);
  // Waits for the sorted copy, which begins when the first window is there.
  const copied = await window(900_000, byHash);
  const sorted = await repeat((nth) => window(450_000 + nth * 50_000, byHash));
  return {
    query,
    first,
    far,
    sort,
    copied,
    sorted,
    memory: (process.memoryUsage.rss() - before) / 1e6,
  };
}

async function measureTheirs(duckdb: DuckDbClient) {
  const { signal } = new AbortController();
  const before = process.memoryUsage.rss();
  let all: (readonly (string | null)[])[] = [];
  const query = await time(async () => {
    for (let offset = 0; offset < count; offset += 50_000) {
      const page = sql.replace(`range(${count})`, `range(${offset}, ${offset + 50_000})`);
      all = all.concat((await duckdb.rows(page, signal)).rows);
    }
  });
  const memory = (process.memoryUsage.rss() - before) / 1e6;
  const first = await time(() => all.slice(500_000, 500_200));
  const sort = await time(() =>
    all.sort((a, b) => ((a[8] ?? '') < (b[8] ?? '') ? 1 : -1)).slice(0, 200),
  );
  return { query, first, sort, memory };
}

async function time(run: () => unknown): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

async function repeat(run: (nth: number) => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let nth = 0; nth < 9; nth++) times.push(await run(nth));
  return median(times);
}

/** `node --expose-gc --import tsx host.ts FOLDER ROWS`: the figures of our side, as JSON, from a process of its own. */
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDbClient } from '../../../src/duckdb/duckDbClient.js';
import { LocalEngine } from '../../../src/query/local/localEngine.js';
import type { QueryResult, ResultColumn, Row } from '../../../src/query/queryEngine.js';
import { exportResult } from '../../../src/results/export/exportResult.js';
import { ResultStore } from '../../../src/results/resultStore.js';
import { columnStatistics } from '../../../src/results/statistics.js';
import type { StoredResult } from '../../../src/results/storedResult.js';
import { type View, wholeView } from '../../../src/results/view.js';
import { quoteText } from '../../../src/util/quote.js';
import { median } from '../../support/benchRow.js';
import { filterColumn, filterText, sortColumn } from './data.js';

/** Milliseconds unless the name says otherwise; what can not be measured here is missing. */
export interface HostFigures {
  readonly query: number;
  readonly firstOfQuery: number;
  readonly ingestRows: number;
  readonly firstOfRows: number;
  readonly ingestCsv: number;
  readonly firstOfCsv: number;
  readonly unsorted: number;
  readonly sortedFirst: number;
  readonly sortedCopy: number;
  readonly sorted: number;
  readonly filteredFirst: number;
  readonly filteredCopy: number;
  readonly filteredRows: number;
  readonly filtered: number;
  readonly statistics: number;
  readonly exportCsv: number;
  readonly exportParquet: number;
  /** Of this process over what it had before the first query, and what 10,000 windows leave in it. In MB. */
  readonly hostMegabytes: number;
  readonly leftMegabytes: number;
  readonly duckdbMegabytes?: number;
}

const [folder = '', rowsText = ''] = process.argv.slice(2);
const count = Number(rowsText);
const { signal } = new AbortController();
const entry = new URL('../../../src/processes/duckdbProcess.ts', import.meta.url);
const duckdb = new DuckDbClient(entry, { tempDirectory: join(folder, 'temp') });
const results = new ResultStore(duckdb, join(folder, 'results'));
const services = { duckdb, results };
const onProgress = (): void => undefined;

function time(run: () => unknown): Promise<number> {
  const start = performance.now();
  return Promise.resolve(run()).then(() => performance.now() - start);
}

const window = (stored: StoredResult, offset: number, view: View): Promise<number> =>
  time(() => results.window(stored, { offset, limit: 200, view }, signal));

/** The median of windows all over the rows. */
async function windows(stored: StoredResult, rows: number, view: View): Promise<number> {
  const times: number[] = [];
  for (let nth = 1; nth <= 15; nth++) {
    // Each somewhere else, none beside another.
    times.push(await window(stored, Math.floor((rows * ((nth * 7) % 16)) / 16), view));
  }
  return median(times);
}

/** How long rows take to be stored, and how long after the last of them the first can be shown. */
async function ingest(
  make: (ended: () => void) => Exclude<QueryResult, { kind: 'none' }>,
): Promise<readonly [all: number, first: number, stored: StoredResult]> {
  let end = 0;
  const start = performance.now();
  const stored = await results.add(
    make(() => (end = performance.now())),
    signal,
  );
  await window(stored, 0, wholeView);
  const first = performance.now();
  if (stored.rows !== count) throw new Error(`${stored.rows} rows were stored`);
  return [first - start, first - end, stored];
}

async function* csvBytes(ended: () => void): AsyncGenerator<Uint8Array> {
  yield* createReadStream(join(folder, 'data.csv')) as AsyncIterable<Buffer>;
  ended();
}

/** As an engine gives them, a thousand at a time; the same ten thousand again and again, so that they cost nothing. */
async function* pages(some: readonly Row[], ended: () => void): AsyncGenerator<readonly Row[]> {
  for (let given = 0; given < count; given += 1000) {
    const at = given % some.length;
    yield await Promise.resolve(some.slice(at, Math.min(at + 1000, at + count - given)));
  }
  ended();
}

async function measure(): Promise<HostFigures> {
  await duckdb.rows('SELECT 1', signal);
  globalThis.gc?.();
  forgetPeak();
  const before = process.memoryUsage.rss() / 1e6;
  const engine = new LocalEngine({
    name: 'bench',
    duckdb,
    catalogs: [],
    readOnly: false,
    newResultFile: () => results.newFile(),
  });
  const sql = `SELECT * FROM ${quoteText(join(folder, 'data.parquet'))}`;
  const execution = await engine.submit({ sql, schema: [], parameters: {} }, signal);
  const query = await time(async () => {
    for await (const state of execution.states()) if (state.kind === 'failed') throw state.error;
  });
  const relation = await execution.result();
  if (relation.kind === 'none') throw new Error('the query gave no rows');
  const [firstOfQuery, , stored] = await ingest(() => relation);
  const at = (name: string): number => stored.columns.findIndex((column) => column.name === name);

  const unsorted = await windows(stored, count, wholeView);
  const sortedView: View = { sort: [{ column: at(sortColumn), descending: true }], filters: [] };
  const sortedFirst = await window(stored, 0, sortedView);
  const sortedCopy = await time(() => results.prepare(stored, sortedView, onProgress, signal));
  const sorted = await windows(stored, count, sortedView);

  const contains = { kind: 'contains', text: filterText, matchCase: true } as const;
  const filters = [{ ...contains, column: at(filterColumn) }];
  const filteredView: View = { sort: [], filters };
  const filteredFirst = await window(stored, 0, filteredView);
  let filteredRows = 0;
  const filteredCopy = await time(async () => {
    filteredRows = await results.prepare(stored, filteredView, onProgress, signal);
  });
  const filtered = await windows(stored, filteredRows, filteredView);

  const statistics = await time(async () => {
    for (const column of stored.columns.keys())
      await columnStatistics(services, stored, { column }, signal);
  });
  const exportTo = (format: 'csv' | 'parquet'): Promise<number> => {
    const file = join(folder, `ours.${format}`);
    const job = { ...services, result: stored, view: wholeView, format, file, onProgress, signal };
    return time(() => exportResult(job));
  };
  const exportCsv = await exportTo('csv');
  const exportParquet = await exportTo('parquet');

  globalThis.gc?.();
  const settled = process.memoryUsage().heapUsed;
  for (let nth = 0; nth < 10_000; nth++) {
    await window(stored, (nth * 7919) % (count - 200), nth % 2 === 0 ? wholeView : sortedView);
  }
  globalThis.gc?.();
  const leftMegabytes = (process.memoryUsage().heapUsed - settled) / 1e6;
  await results.remove(stored.id);

  const [ingestCsv, firstOfCsv, ofCsv] = await ingest((ended) => ({
    kind: 'csv',
    columns: stored.columns,
    bytes: csvBytes(ended),
  }));
  const request = { offset: 0, limit: 10_000, view: wholeView };
  const { rows: some } = await results.window(ofCsv, request, signal);
  await results.remove(ofCsv.id);
  const columns: readonly ResultColumn[] = stored.columns;
  const [ingestRows, firstOfRows, ofRows] = await ingest((ended) => ({
    kind: 'rows',
    columns,
    pages: pages(some, ended),
  }));
  await results.remove(ofRows.id);
  const duckdbMegabytes = peakMegabytes(childOf(process.pid));
  return {
    ...{ query, firstOfQuery, unsorted, sortedFirst, sortedCopy, sorted },
    ...{
      filteredFirst,
      filteredCopy,
      filteredRows,
      filtered,
      statistics,
      exportCsv,
      exportParquet,
    },
    ...{ ingestCsv, firstOfCsv, ingestRows, firstOfRows, leftMegabytes },
    hostMegabytes: (peakMegabytes(process.pid) ?? process.resourceUsage().maxRSS / 1e3) - before,
    ...(duckdbMegabytes === undefined ? {} : { duckdbMegabytes }),
  };
}

/** Linux alone says whose child a process is in a file. */
function childOf(pid: number): number | undefined {
  try {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return Number(child);
  } catch {
    return undefined;
  }
}

/** What loading this program took is no part of the figure. */
function forgetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Elsewhere the peak is that of the whole run.
  }
}

function peakMegabytes(pid: number | undefined): number | undefined {
  if (pid === undefined) return undefined;
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(status) ?? [];
    return kilobytes === undefined ? undefined : (Number(kilobytes) * 1024) / 1e6;
  } catch {
    return undefined;
  }
}

try {
  process.stdout.write(JSON.stringify(await measure()));
} finally {
  duckdb.dispose();
}

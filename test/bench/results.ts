import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type BenchRow, type Measured, toBenchRow } from '../support/benchRow.js';
import { filterColumn, filterText, sortColumn, writeData } from './results/data.js';
import type { HostFigures } from './results/host.js';

const run = promisify(execFile);

/** Seconds of what a peer did, by names that `peers.py` gives. */
interface PeerFigures {
  readonly found: number;
  readonly seconds: Readonly<Record<string, number>>;
}

/**
 * Results of 1,000,000 rows and 10 columns, with `--large` also of 10,000,000, beside pandas and DuckDB's own
 * client for Python on the same files. `scripts/bench.mjs` says where their Python is.
 */
export async function rows(): Promise<readonly BenchRow[]> {
  const counts =
    process.env['LAKEHOUSE_BENCH_LARGE'] === '1' ? [1_000_000, 10_000_000] : [1_000_000];
  const all: BenchRow[] = [];
  for (const count of counts) {
    const folder = await mkdtemp(join(tmpdir(), 'lakehouse-bench-'));
    try {
      await writeData(folder, count);
      const ours = await measureOurs(folder, count);
      const pandas = await measurePeer('pandas', folder);
      const duckdb = await measurePeer('duckdb', folder);
      for (const peer of [pandas, duckdb]) {
        if (peer !== undefined && peer.found !== ours.filteredRows) {
          throw new Error(`${ours.filteredRows} rows were found, but ${peer.found} by a peer`);
        }
      }
      all.push(...toRows(count, ours, pandas, duckdb));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return all;
}

function toRows(
  count: number,
  ours: HostFigures,
  pandas: PeerFigures | undefined,
  duckdb: PeerFigures | undefined,
): readonly BenchRow[] {
  const prefix = `results ${count / 1_000_000}M`;
  const row = (name: string, unit: string, value: number, more: Partial<Measured> = {}): BenchRow =>
    toBenchRow({ name: `${prefix}: ${name}`, unit, ours: value, ...more });
  /** One row for each peer that is there and has the figure. */
  const beside = (
    name: string,
    value: number,
    peers: readonly (readonly [string, number | undefined])[],
    atMost?: number,
  ): readonly BenchRow[] => {
    const bound = atMost === undefined ? {} : { atMost };
    const there = peers.flatMap(([peer, seconds]) =>
      seconds === undefined
        ? []
        : [row(name, 'ms', value, { peer, theirs: seconds * 1000, ...bound })],
    );
    return there.length > 0 ? there : [row(name, 'ms', value, bound)];
  };
  const perSecond = (
    name: string,
    milliseconds: number,
    peer: string,
    seconds?: number,
  ): BenchRow => {
    const theirs = seconds === undefined ? {} : { peer, theirs: Math.round(count / seconds) };
    return row(name, 'rows/s', Math.round((count / milliseconds) * 1000), theirs);
  };
  const p = pandas?.seconds;
  const d = duckdb?.seconds;
  return [
    ...beside('query of a Parquet file', ours.query, [
      ['pandas read_parquet, in memory', p?.['read']],
      ['duckdb CREATE TABLE', d?.['read']],
    ]),
    row('first rows after the end of a query', 'ms', ours.firstOfQuery, { atMost: 250 }),
    perSecond('rows of an engine', ours.ingestRows, '', undefined),
    row('first rows after the last of an engine', 'ms', ours.firstOfRows, { atMost: 250 }),
    perSecond('rows of a CSV stream', ours.ingestCsv, 'duckdb read_csv of a file', d?.['ingest']),
    perSecond('rows of a CSV stream', ours.ingestCsv, 'pandas read_csv, in memory', p?.['ingest']),
    row('first rows after the end of a CSV stream', 'ms', ours.firstOfCsv, { atMost: 250 }),
    row('a far window', 'ms', ours.unsorted, { atMost: 20 }),
    ...beside('the first sorted window', ours.sortedFirst, [
      ['pandas sort_values', p?.['sort']],
      ['duckdb ORDER BY … LIMIT', d?.['first']],
    ]),
    ...beside('the sorted copy, in the background', ours.sortedCopy, [
      ['pandas sort_values, in memory', p?.['sort']],
      ['duckdb CREATE TABLE … ORDER BY', d?.['sort']],
    ]),
    row('a far sorted window', 'ms', ours.sorted, { atMost: 50 }),
    ...beside(
      'the first filtered window',
      ours.filteredFirst,
      [
        ['pandas str.contains', p?.['filter']],
        ['duckdb WHERE … LIMIT', d?.['filterFirst']],
      ],
      50,
    ),
    ...beside('all filtered rows, counted', ours.filteredCopy, [
      ['pandas str.contains', p?.['filter']],
      ['duckdb CREATE TABLE … WHERE', d?.['filter']],
    ]),
    row('a far filtered window', 'ms', ours.filtered, { atMost: 50 }),
    ...beside('statistics of ten columns', ours.statistics, [
      ['pandas min, max, value_counts', p?.['statistics']],
      ['duckdb SUMMARIZE', d?.['statistics']],
    ]),
    ...beside('export to CSV', ours.exportCsv, [
      ['pandas to_csv', p?.['csv']],
      ['duckdb COPY', d?.['csv']],
    ]),
    ...beside('export to Parquet', ours.exportParquet, [
      ['pandas to_parquet', p?.['parquet']],
      ['duckdb COPY', d?.['parquet']],
    ]),
    row('memory of the host, at most', 'MB', ours.hostMegabytes, { atMost: 100 }),
    row('memory that 10,000 windows leave', 'MB', ours.leftMegabytes, { atMost: 10 }),
    ...(ours.duckdbMegabytes === undefined
      ? []
      : [row("memory of DuckDB's process, at most", 'MB', ours.duckdbMegabytes)]),
  ];
}

/** In a process of its own, whose memory holds nothing else. */
async function measureOurs(folder: string, count: number): Promise<HostFigures> {
  const path = fileURLToPath(new URL('results/host.ts', import.meta.url));
  const args = ['--expose-gc', '--import', 'tsx', path, folder, String(count)];
  const { stdout } = await run(process.execPath, args);
  return JSON.parse(stdout) as HostFigures;
}

async function measurePeer(peer: string, folder: string): Promise<PeerFigures | undefined> {
  const python = process.env['LAKEHOUSE_BENCH_PYTHON'];
  if (python === undefined) return undefined;
  const path = fileURLToPath(new URL('results/peers.py', import.meta.url));
  const { stdout } = await run(python, [path, peer, folder, sortColumn, filterColumn, filterText]);
  return JSON.parse(stdout) as PeerFigures;
}

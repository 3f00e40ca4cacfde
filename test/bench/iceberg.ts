import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LocalCatalog } from '../../src/catalog/local/localCatalog.js';
import { findMetadata } from '../../src/iceberg/findMetadata.js';
import { localFileIO } from '../../src/iceberg/localFileIO.js';
import { decodeMetadata, parseMetadata } from '../../src/iceberg/metadata.js';
import { planScan } from '../../src/iceberg/scanPlan.js';
import type { Predicate } from '../../src/util/predicate.js';
import { type BenchRow, median, toBenchRow } from '../support/benchRow.js';
import { TestDuckDb } from '../support/duckDb.js';
import { writePartitionedTable, writePlannedTable, writeSnapshots } from './iceberg/tables.js';

const RUNS = 7;
const PARTITIONS = 1000;
const SNAPSHOTS = 2000;
const { signal } = new AbortController();

/** What was found, to be the same on both sides, and how long each run took in milliseconds. */
interface Measurement {
  readonly found: number;
  readonly times: readonly number[];
}

/**
 * Planning and reading of Iceberg tables beside PyIceberg, and beside DuckDB's own Python client with
 * its Iceberg extension, on the same tables. `scripts/bench.mjs` says where their Pythons are.
 */
export async function rows(): Promise<readonly BenchRow[]> {
  const root = await mkdtemp(join(tmpdir(), 'lakehouse-bench-'));
  const duckdb = new TestDuckDb();
  try {
    return [
      await planning(`${root}/small`, 2000, 500),
      await planning(`${root}/large`, 50_000, 5000),
      await listing(root, duckdb),
      ...(await filtering(root, duckdb)),
    ];
  } finally {
    await duckdb.close();
    await rm(root, { recursive: true, force: true });
  }
}

async function planning(folder: string, files: number, perManifest: number): Promise<BenchRow> {
  await writePlannedTable(folder, files, perManifest);
  const file = await findMetadata(localFileIO, folder, signal);
  const text = decodeMetadata(await localFileIO.read(file, signal), file);
  const metadata = parseMetadata(text, file);
  const ours = await measure(async () => {
    const request = { metadata, folder, version: { kind: 'current' } } as const;
    return (await planScan(localFileIO, request, signal)).dataFiles.length;
  });
  return toRow(`iceberg: planning a scan of ${files.toLocaleString('en')} files`, ours, {
    peer: 'PyIceberg plan_files',
    theirs: pyIceberg('plan', file),
    timesFaster: 3,
  });
}

async function listing(root: string, duckdb: TestDuckDb): Promise<BenchRow> {
  await writeSnapshots(`${root}/db/history`, SNAPSHOTS);
  const table = { namespace: ['db'], name: 'history' };
  const file = await findMetadata(localFileIO, `${root}/db/history`, signal);
  const ours = await measure(async () => {
    const catalog = new LocalCatalog('bench', root, localFileIO, duckdb);
    return (await catalog.listSnapshots(table, signal)).length;
  });
  return toRow(`iceberg: listing ${SNAPSHOTS.toLocaleString('en')} snapshots`, ours, {
    peer: 'PyIceberg inspect.snapshots',
    theirs: pyIceberg('snapshots', file),
  });
}

async function filtering(root: string, duckdb: TestDuckDb): Promise<readonly BenchRow[]> {
  const folder = `${root}/db/parts`;
  await writePartitionedTable(duckdb, folder, PARTITIONS);
  const table = { namespace: ['db'], name: 'parts' };
  const file = await findMetadata(localFileIO, folder, signal);
  const part = '437';
  const filter: Predicate = {
    kind: 'compare',
    column: ['part'],
    operator: '=',
    value: { type: 'number', text: part },
  };
  const ours = await measure(async () => {
    const catalog = new LocalCatalog('bench', root, localFileIO, duckdb);
    const { sql } = await catalog.relation(table, { filter }, signal);
    return (await duckdb.rows(`SELECT * FROM (${sql}) WHERE part = ${part}`)).rows.length;
  });
  const name = `iceberg: reading 1 of ${PARTITIONS.toLocaleString('en')} partitions`;
  return [
    toRow(name, ours, {
      peer: 'PyIceberg scan.to_arrow',
      theirs: pyIceberg('filtered', file, part),
    }),
    toRow(name, ours, {
      peer: "DuckDB's own Iceberg extension",
      theirs: duckDbExtension(file, part),
    }),
  ];
}

async function measure(run: () => Promise<number>): Promise<Measurement> {
  const times: number[] = [];
  let found = 0;
  for (let i = 0; i < RUNS; i++) {
    const start = performance.now();
    found = await run();
    times.push(performance.now() - start);
  }
  return { found, times };
}

function toRow(
  name: string,
  ours: Measurement,
  against: {
    readonly peer: string;
    readonly theirs: Measurement | undefined;
    /** How many times faster it is to be. */
    readonly timesFaster?: number;
  },
): BenchRow {
  const { peer, theirs, timesFaster } = against;
  if (theirs !== undefined && theirs.found !== ours.found) {
    throw new Error(`${name}: ${ours.found}, but ${peer} has ${theirs.found}`);
  }
  const time = theirs && median(theirs.times);
  return toBenchRow({
    name,
    unit: 'ms',
    ours: median(ours.times),
    peer: time === undefined ? `${peer}: not there` : peer,
    ...(time === undefined ? {} : { theirs: time }),
    ...(time === undefined || timesFaster === undefined
      ? {}
      : { atMost: Number((time / timesFaster).toPrecision(3)) }),
  });
}

function pyIceberg(measured: string, metadata: string, ...rest: string[]): Measurement | undefined {
  const args = [measured, metadata, String(RUNS), ...rest];
  return measurePython(process.env['LAKEHOUSE_TOOLS_PYTHON'], 'pyiceberg_peer.py', args);
}

function duckDbExtension(metadata: string, part: string): Measurement | undefined {
  const args = [metadata, String(RUNS), part];
  return measurePython(process.env['LAKEHOUSE_BENCH_PYTHON'], 'duckdb_peer.py', args);
}

function measurePython(
  python: string | undefined,
  script: string,
  args: readonly string[],
): Measurement | undefined {
  if (python === undefined) return undefined;
  const path = fileURLToPath(new URL(`iceberg/${script}`, import.meta.url));
  const { stdout, stderr, status } = spawnSync(python, [path, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script} failed: ${stderr}`);
  const { found, seconds } = JSON.parse(stdout) as { found: number; seconds: readonly number[] };
  return { found, times: seconds.map((time) => time * 1000) };
}

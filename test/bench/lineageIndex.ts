import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { SqlProcessApi } from '../../src/lineage/lineageApi.js';
import { LineageService } from '../../src/lineage/lineageService.js';
import { sqlOfFile } from '../../src/lineage/sqlOfFile.js';
import { forkPort } from '../../src/util/ports.js';
import { Remote } from '../../src/util/rpc.js';
import { type BenchRow, toBenchRow } from '../support/benchRow.js';
import { pipeline } from './lineage/pipeline.js';

const files = 5_000;
const hovers = 200;
const scope = { connection: 'bench', dialect: 'duckdb' } as const;

/** The index of a workspace of 5,000 files, through its process: cold, from the disk, and how large it is. */
export async function rows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-bench-'));
  try {
    mkdirSync(join(folder, 'pipelines'));
    for (let at = 0; at < files; at++) writeFileSync(pathOf(folder, at), pipeline(at, files));
    const cold = await measure(folder);
    const warm = await measure(folder);
    if (cold.read < files || warm.read > 0) throw new Error(`${warm.read} files were read again`);
    return [
      row('index of 5,000 files, cold', 's', cold.ms / 1000),
      row('index of 5,000 files, from disk', 's', warm.ms / 1000),
      row('memory of its process, cold', 'MB', cold.megabytes),
      row('memory of its process, from disk', 'MB', warm.megabytes),
      toBenchRow({
        name: 'lineage: hover, 5,000 files, p95',
        unit: 'ms',
        ours: warm.hoverMs,
        atMost: 50,
      }),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(name: string, unit: string, ours: number): BenchRow {
  return toBenchRow({ name: `lineage: ${name}`, unit, ours: Number(ours.toPrecision(3)) });
}

interface Figures {
  /** Until nothing is left to be taken in, the start of the process included. */
  readonly ms: number;
  readonly read: number;
  readonly megabytes: number;
  readonly hoverMs: number;
}

async function measure(folder: string): Promise<Figures> {
  const entry = fileURLToPath(new URL('../../dist/sqlProcess.js', import.meta.url));
  const remote = new Remote<SqlProcessApi>(() => forkPort(pathToFileURL(entry)));
  let read = 0;
  const service = new LineageService(
    remote,
    {
      list: () =>
        Promise.resolve({
          files: Array.from({ length: files }, (_, at) => {
            const uri = pathOf(folder, at);
            const { mtimeMs, size } = statSync(uri);
            return { uri, stamp: `${mtimeMs} ${size}` };
          }),
          isWhole: true,
        }),
      read: (uri) => {
        read++;
        const file = sqlOfFile(uri, readFileSync(uri, 'utf8'), scope);
        const { mtimeMs, size } = statSync(uri);
        return Promise.resolve(file && { file, stamp: `${mtimeMs} ${size}` });
      },
      lookUp: (tables) => Promise.resolve(tables.map((table) => ({ ...table, kind: 'missing' }))),
      store: () => ({ folder: join(folder, 'index'), key: 'bench' }),
    },
    { debug: ignore, info: ignore, warn: fail, error: fail },
  );
  const { signal } = new AbortController();
  try {
    const started = performance.now();
    await service.settled(signal);
    const ms = performance.now() - started;
    await service.save();
    const hoverMs = await hoverP95(service, folder, signal);
    return { ms, read, megabytes: childMegabytes(), hoverMs };
  } finally {
    service.dispose();
    remote.dispose();
  }
}

async function hoverP95(
  service: LineageService,
  folder: string,
  signal: AbortSignal,
): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < hovers; at++) {
    const uri = pathOf(folder, at * 25);
    const cell = sqlOfFile(uri, readFileSync(uri, 'utf8'), scope)?.cells[0];
    if (cell === undefined) throw new Error(`${uri} has no SQL`);
    const word = ['silver.orders', 'silver.customers', 'p.revenue'][at % 3] ?? '';
    const offset = cell.text.indexOf(word) + word.length - 1;
    const started = performance.now();
    const answer = await service.hover({ uri, cell, offset }, Promise.resolve(), signal);
    times.push(performance.now() - started);
    if (answer?.coverage !== 'whole') throw new Error(`no whole answer for ${word}`);
  }
  return times.sort((a, b) => a - b)[Math.floor(hovers * 0.95)] ?? NaN;
}

/** Of the largest process that this one has started. */
function childMegabytes(): number {
  const text = execFileSync('ps', ['-o', 'rss=', '--ppid', String(process.pid)], {
    encoding: 'utf8',
  });
  return Math.max(...text.trim().split('\n').map(Number)) / 1000;
}

function pathOf(folder: string, at: number): string {
  return join(folder, 'pipelines', `${String(at).padStart(4, '0')}.sql`);
}

function ignore(): void {
  return undefined;
}

function fail(message: string): void {
  throw new Error(message);
}

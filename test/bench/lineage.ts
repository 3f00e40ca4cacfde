import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { KnownTable, TableRequest } from '../../src/lineage/knownTables.js';
import type { SqlProcessApi } from '../../src/lineage/lineageApi.js';
import type { LineageFile } from '../../src/lineage/lineageFile.js';
import { LineageIndex } from '../../src/lineage/lineageIndex.js';
import { LineageService } from '../../src/lineage/lineageService.js';
import { sqlOfFile } from '../../src/lineage/sqlOfFile.js';
import { splitStatements } from '../../src/sql/split.js';
import { forkPort } from '../../src/util/ports.js';
import { Remote } from '../../src/util/rpc.js';
import { type BenchRow, toBenchRow } from '../support/benchRow.js';
import { testParser } from '../support/sqlParser.js';
import { pipeline } from './lineage/pipeline.js';
import { statementRows } from './lineage/statements.js';

const files = 1_000;
const hovers = 200;
const scope = { connection: 'bench', dialect: 'duckdb' } as const;

/**
 * A hover over tables and columns that every file uses, and filling the index, with a workspace of 1,000 files; the
 * lineage of TPC-DS beside others, where their Python is there.
 */
export async function rows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-bench-'));
  try {
    mkdirSync(join(folder, 'pipelines'));
    for (let at = 0; at < files; at++) writeFileSync(pathOf(folder, at), pipeline(at, files));
    const { LAKEHOUSE_BENCH_PYTHON: python } = process.env;
    const statements = python === undefined ? [] : await statementRows(python);
    return [await measureHover(folder), await measureFilling(folder), ...statements];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Through the process, as the editor asks; beside what a person without it does, a search for the name. */
async function measureHover(folder: string): Promise<BenchRow> {
  const entry = fileURLToPath(new URL('../../dist/sqlProcess.js', import.meta.url));
  const remote = new Remote<SqlProcessApi>(() => forkPort(pathToFileURL(entry)));
  const service = new LineageService(
    remote,
    {
      list: () =>
        Promise.resolve({
          files: Array.from({ length: files }, (_, at) => ({ uri: pathOf(folder, at) })),
          isWhole: true,
        }),
      read: (uri) => {
        const file = fileOf(uri);
        return Promise.resolve(file && { file });
      },
      lookUp: (tables) => Promise.resolve(tables.map(known)),
    },
    { debug: ignore, info: ignore, warn: ignore, error: ignore },
  );
  const { signal } = new AbortController();
  await service.settled(signal);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let at = 0; at < hovers; at++) {
    const uri = pathOf(folder, at * 5);
    const [cell] = fileOf(uri)?.cells ?? [];
    const word = hovered[at % hovered.length] ?? '';
    if (cell === undefined) throw new Error(`${uri} has no SQL`);
    const offset = cell.text.indexOf(word) + word.length - 1;
    const started = performance.now();
    const answer = await service.hover({ uri, cell, offset }, Promise.resolve(), signal);
    ours.push(performance.now() - started);
    const links = answer?.downstream;
    const found = [links?.direct, links?.indirect].flatMap((each) => each?.links ?? []);
    if (answer?.coverage !== 'whole' || found.length === 0) {
      throw new Error(`no whole answer for ${word}`);
    }
    if (at % 20 === 0) theirs.push(searchMs(folder, word.replace(/^.\./, '')));
  }
  service.dispose();
  remote.dispose();
  return toBenchRow({
    name: 'lineage: hover, 1,000 files, p95',
    unit: 'ms',
    ours: p95(ours),
    peer: 'reading the files and searching them for the name',
    theirs: p95(theirs),
    atMost: 50,
  });
}

/** In one process, so that both pay for the same parser and nothing else. */
async function measureFilling(folder: string): Promise<BenchRow> {
  const parser = await testParser();
  const all = Array.from({ length: files }, (_, at) => fileOf(pathOf(folder, at))).flatMap(
    (file): readonly LineageFile[] => (file === undefined ? [] : [file]),
  );
  const parse = (): void => {
    for (const { text, dialect } of all.flatMap(({ cells }) => cells)) {
      for (const statement of splitStatements(text, dialect)) {
        parser.parse(statement.text, dialect, 0);
      }
    }
  };
  const fill = (): void => {
    const index = new LineageIndex(parser);
    index.putTables([known({ connection: 'bench', name: ['silver', 'orders'] })]);
    for (const file of all) index.update(file);
  };
  // The first round warms both up.
  const [, theirs] = [msOf(parse), msOf(parse)];
  const [, ours] = [msOf(fill), msOf(fill)];
  return toBenchRow({
    name: 'lineage: filling the index, 1,000 files',
    unit: 'ms',
    ours,
    peer: 'the parser alone over the same statements',
    theirs,
  });
}

/** Tables and columns that every file uses, and one that two do. */
const hovered = ['silver.orders', 'o.amount', 'silver.customers', 'o.status', 'p.revenue'];

function known(request: TableRequest): KnownTable {
  if (request.name.join('.') !== 'silver.orders') return { ...request, kind: 'missing' };
  const columns = ['order_id', 'customer_id', 'amount', 'status'];
  return {
    ...request,
    kind: 'table',
    dataset: { namespace: 'file', name: '/lake/silver/orders' },
    columns: columns.map((name) => ({ name, type: 'long' })),
  };
}

function fileOf(path: string): LineageFile | undefined {
  return sqlOfFile(path, readFileSync(path, 'utf8'), scope);
}

function pathOf(folder: string, at: number): string {
  return join(folder, 'pipelines', `${String(at).padStart(4, '0')}.sql`);
}

function searchMs(folder: string, word: string): number {
  return msOf(() => {
    const found: string[] = [];
    for (const name of readdirSync(join(folder, 'pipelines'))) {
      const lines = readFileSync(join(folder, 'pipelines', name), 'utf8').split('\n');
      lines.forEach((line, at) => {
        if (line.includes(word)) found.push(`${name}:${at + 1}`);
      });
    }
    if (found.length === 0) throw new Error(`no file names ${word}`);
  });
}

function msOf(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? NaN;
}

function ignore(): void {
  return undefined;
}

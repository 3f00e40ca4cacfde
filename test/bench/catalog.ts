import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { TableIndex } from '../../src/providers/findTable/tableIndex.js';
import { type BenchRow, median, toBenchRow } from '../support/benchRow.js';
import { type FastCatalog, startFastCatalog } from '../support/servers/fastCatalog.js';

const TABLES = 100_000;
const NAMESPACES = 10_000;

/** What one listing came to, in milliseconds and megabytes. */
interface Listed {
  readonly found: number;
  /** From the first answer that held something to the rows to show. */
  readonly drawnMs?: number;
  readonly totalMs: number;
  /** The most that the process ever held. */
  readonly peakMb: number;
}

/**
 * Listing one namespace of many tables, and many namespaces, beside boto3 and PyIceberg on the same server in
 * the same run, and a keystroke of *Find Table*. `scripts/bench.mjs` says where their Python is.
 */
export async function rows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-bench-'));
  const server = await startFastCatalog({ tables: TABLES, namespaces: NAMESPACES });
  try {
    const script = join(folder, 'ours.mjs');
    await bundle(folder);
    return [
      ...(await listing(server, script, 'glue', 'tables')),
      ...(await listing(server, script, 'rest', 'tables')),
      ...(await listing(server, script, 'glue', 'namespaces')),
      ...(await listing(server, script, 'rest', 'namespaces')),
      keystroke(),
    ];
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

async function listing(
  server: FastCatalog,
  script: string,
  kind: 'glue' | 'rest',
  what: 'tables' | 'namespaces',
): Promise<readonly BenchRow[]> {
  const { endpoint } = server;
  const before = await asked(server);
  const ours = await measure(process.execPath, [script, kind, what, endpoint], endpoint);
  const requests = (await asked(server)) - before;
  const peer = kind === 'glue' ? 'boto3' : 'PyIceberg';
  const python = process.env['LAKEHOUSE_SERVERS_PYTHON'];
  const peers = fileURLToPath(new URL('catalog/peers.py', import.meta.url));
  const theirs =
    python && (await measure(python, [peers, peer.toLowerCase(), what, endpoint], endpoint));
  const theirRequests = (await asked(server)) - before - requests;
  const count = what === 'tables' ? TABLES : NAMESPACES;
  for (const { found } of [ours, ...(theirs ? [theirs] : [])]) {
    if (found !== count) throw new Error(`${kind}: ${found} of ${count} ${what}`);
  }
  const name = `catalog: ${count.toLocaleString('en')} ${what} of ${kind}`;
  const row = (
    measured: string,
    unit: string,
    figure: number,
    other: number | undefined,
    share = 1,
  ): BenchRow =>
    toBenchRow({
      name: `${name}, ${measured}`,
      unit,
      ours: figure,
      peer: other === undefined ? `${peer}: not there` : peer,
      ...(other === undefined
        ? {}
        : { theirs: other, atMost: Number((other * share).toPrecision(3)) }),
    });
  return [
    toBenchRow({
      name: `${name}, drawn after the first answer`,
      unit: 'ms',
      ours: ours.drawnMs ?? NaN,
      atMost: 150,
    }),
    row('all', 'ms', ours.totalMs, theirs ? theirs.totalMs : undefined),
    row('requests', '', requests, theirs ? theirRequests : undefined),
    row('memory of the process', 'MB', ours.peakMb, theirs ? theirs.peakMb : undefined, 0.5),
  ];
}

/** The middle one of the keystrokes by which a person types some words, among so many tables with columns. */
function keystroke(): BenchRow {
  const index = new TableIndex();
  for (let i = 0; i < TABLES; i++) {
    index.add({
      connection: 'prod',
      catalog: 'AwsDataCatalog',
      identifier: { namespace: [`team_${i % 500}`], name: `table_${i}` },
      kind: 'table',
      comment: `What table ${i} of the team holds`,
      columns: Array.from({ length: 20 }, (_, column) => `column_${column}`),
    });
  }
  index.prepare();
  const times = ['table_4711', 'team holds 99', 'column_7 team_3', 'nothing at all'].flatMap(
    (text) =>
      Array.from({ length: text.length }, (_, typed) => {
        const start = performance.now();
        index.search(text.slice(0, typed + 1), 200);
        return performance.now() - start;
      }),
  );
  const name = `catalog: a keystroke of Find Table over ${TABLES.toLocaleString('en')} tables`;
  return toBenchRow({ name, unit: 'ms', ours: median(times), atMost: 30 });
}

async function asked(server: FastCatalog): Promise<number> {
  return Object.values(await server.requests()).reduce((sum, count) => sum + count, 0);
}

/** As the extension has it: what one connection does not need is not loaded for it. */
async function bundle(outdir: string): Promise<void> {
  await build({
    entryPoints: { ours: fileURLToPath(new URL('catalog/ours.ts', import.meta.url)) },
    outdir,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
}

async function measure(
  program: string,
  args: readonly string[],
  endpoint: string,
): Promise<Listed> {
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
  };
  const { stdout } = await promisify(execFile)(program, args, { encoding: 'utf8', env });
  return JSON.parse(stdout) as Listed; // Both programs are our own.
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BenchRow, median, toBenchRow } from '../support/benchRow.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const COPIES = 600;
const RUNS = 3;

/**
 * Source lines a second, read, converted and written by the command line program in one process, beside LibCST that
 * only parses the same Python. `scripts/bench.mjs` says where a
 * Python with LibCST is.
 */
export function rows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-bench-'));
  try {
    const names = ['orders_to_delta', 'events_stream', 'setup'];
    const texts = names.map((name) =>
      readFileSync(join(root, 'sample/databricks', `${name}.py`), 'utf8'),
    );
    const body = texts.map((text) => text.replace(/^.*\n/, '')).join('\n# COMMAND ----------\n\n');
    const source = `# Databricks notebook source\n${body}`;
    for (let i = 0; i < COPIES; i++) writeFileSync(join(folder, `n${i}.py`), source);
    const lines = COPIES * source.split('\n').length;
    const ours = median(Array.from({ length: RUNS }, () => convertAll(folder)));
    const theirs = parseAll(folder);
    return Promise.resolve([
      toBenchRow({
        name: 'converter: read, converted and written',
        unit: 'lines/s',
        ours: lines / ours,
        peer: 'LibCST, parse only',
        ...(theirs === undefined ? {} : { theirs: lines / theirs }),
        atLeast: 30_000,
      }),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds of processor time, starting the program included. */
function convertAll(folder: string): number {
  const out = join(folder, 'out');
  const script = `
    process.argv = [process.argv[0], 'cli.js', 'convert', ${JSON.stringify(folder)}, '--out', ${JSON.stringify(out)}];
    await import(${JSON.stringify(new URL('../../dist/cli.js', import.meta.url).href)});
    const { user, system } = process.cpuUsage();
    console.error('CPU', (user + system) / 1e6);`;
  const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  rmSync(out, { recursive: true, force: true });
  const seconds = /CPU ([\d.]+)/.exec(stderr)?.[1];
  if (status !== 0 || seconds === undefined) throw new Error(`the converter failed: ${stderr}`);
  return Number(seconds);
}

function parseAll(folder: string): number | undefined {
  const python = process.env['LAKEHOUSE_TOOLS_PYTHON'];
  if (python === undefined) return undefined;
  const script = `
import glob, sys, time, libcst
texts = [open(name).read() for name in glob.glob(sys.argv[1] + "/*.py")]
start = time.process_time()
for text in texts:
    libcst.parse_module(text)
print(time.process_time() - start)`;
  const { stdout, status } = spawnSync(python, ['-c', script, folder], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}

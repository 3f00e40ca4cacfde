import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { type BenchRow, median, toBenchRow } from '../support/benchRow.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const RUNS = 3;

/** What starting costs: the size of what is loaded at once, and activating it in a real extension host. */
export async function rows(): Promise<readonly BenchRow[]> {
  const { atOnce, all } = readSizes();
  const { ours, theirs } = await measureActivation();
  return [
    toBenchRow({
      name: 'startup: code loaded at once',
      unit: 'KB',
      ours: atOnce / 1000,
      peer: 'all of our code, were it loaded eagerly',
      theirs: all / 1000,
      atMost: 160,
    }),
    toBenchRow({
      name: 'startup: loading and activating',
      unit: 'ms',
      ours,
      peer: 'an extension that registers one command',
      theirs,
      atMost: 20,
    }),
  ];
}

interface Output {
  readonly bytes: number;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
}

function readSizes(): { readonly atOnce: number; readonly all: number } {
  const bundles: unknown = JSON.parse(readFileSync(join(root, 'dist', 'meta.json'), 'utf8'));
  if (!isBundles(bundles)) throw new Error('dist/meta.json is not what the build writes');
  const host = bundles.host;
  const loaded = new Set(['dist/extension.js']);
  for (const name of loaded) {
    for (const { path, kind } of host[name]?.imports ?? []) {
      if (kind === 'import-statement' && path in host) loaded.add(path);
    }
  }
  const node = [bundles.host, bundles.processes].flatMap((outputs) => Object.values(outputs));
  return {
    atOnce: sum([...loaded].map((name) => host[name]?.bytes ?? 0)),
    all: sum(node.map(({ bytes }) => bytes)),
  };
}

/** Milliseconds of loading the code and of `activate()`; the median of several windows. */
async function measureActivation(): Promise<{ readonly ours: number; readonly theirs: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-bench-'));
  const bare = join(folder, 'bare');
  const entry = join(root, 'out', 'bench', 'measure.js');
  await build({
    entryPoints: [join(root, 'test', 'bench', 'startup', 'measure.ts')],
    outfile: entry,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['vscode'],
    logLevel: 'warning',
  });
  await build({
    entryPoints: [join(root, 'test', 'bench', 'startup', 'bareExtension.ts')],
    outfile: join(bare, 'extension.js'),
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    external: ['vscode'],
    logLevel: 'warning',
  });
  writeFileSync(join(bare, 'package.json'), JSON.stringify(bareManifest));
  const ours: number[] = [];
  const theirs: number[] = [];
  const result = join(folder, 'result.json');
  try {
    for (let run = 0; run < RUNS; run++) {
      theirs.push(await activate('bench.bare', bare, entry, result));
      ours.push(await activate('lakehouse-workbench.lakehouse-workbench', root, entry, result));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { ours: median(ours), theirs: median(theirs) };
}

/** Activates the extension in `path` in a window of its own. */
async function activate(id: string, path: string, entry: string, result: string): Promise<number> {
  await runTests({
    vscodeExecutablePath: join(root, 'scripts', 'lib', 'codeShim.mjs'),
    extensionDevelopmentPath: path,
    extensionTestsPath: entry,
    extensionTestsEnv: { LAKEHOUSE_RESULT: result, LAKEHOUSE_EXTENSION: id },
  });
  return Number(readFileSync(result, 'utf8'));
}

const bareManifest = {
  name: 'bare',
  publisher: 'bench',
  version: '0.0.1',
  type: 'module',
  main: './extension.js',
  engines: { vscode: '^1.105.0' },
  extensionKind: ['workspace'],
  activationEvents: [],
  contributes: { commands: [{ command: 'bare.run', title: 'Run' }] },
};

type Outputs = Readonly<Record<string, Output>>;

function isBundles(
  value: unknown,
): value is { readonly host: Outputs; readonly processes: Outputs } {
  return typeof value === 'object' && value !== null && 'host' in value && 'processes' in value;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

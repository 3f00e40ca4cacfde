// `npm run bench [-- NAME…] [--large] [--json FILE]`: figures beside those of peers; `--large` also of
// results of ten million rows, which takes some minutes.
import { resolve } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root } from './lib/paths.mjs';
import { main, Missing, say } from './lib/say.mjs';

const names = [
  'startup',
  'iceberg',
  'results',
  'catalog',
  'lineage',
  'lineageIndex',
  'lineageView',
  'query',
  'converter',
  'pandas',
];

await main(async (given) => {
  const args = given.filter((arg) => arg !== '--large');
  if (args.length < given.length) process.env.LAKEHOUSE_BENCH_LARGE = '1';
  const at = args.indexOf('--json');
  const file = at === -1 ? undefined : args[at + 1];
  if (at !== -1 && file === undefined) throw new Missing('--json needs a file');
  const chosen = args.filter((_, index) => at === -1 || (index !== at && index !== at + 1));
  const unknown = chosen.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new Missing(`No such figures: ${unknown.join(' ')}. Names: ${names.join(' ')}`);
  }
  await ensureDependencies();
  const { ensureBuilt } = await import('./lib/build.mjs');
  const { ensureEditor } = await import('./lib/editor.mjs');
  const { run } = await import('./lib/run.mjs');
  await ensureBuilt();
  const wanted = chosen.length > 0 ? chosen : names;
  if (wanted.includes('startup')) await ensureEditor();
  if (wanted.includes('converter') || wanted.includes('iceberg')) {
    // LibCST is what the converter is measured against, PyIceberg what reads the same tables.
    const { ensureTools } = await import('./lib/python.mjs');
    process.env.LAKEHOUSE_TOOLS_PYTHON = await ensureTools();
  }
  if (['iceberg', 'results', 'lineage'].some((name) => wanted.includes(name))) {
    await offerBenchPeers();
  }
  if (wanted.includes('catalog')) {
    // boto3 and PyIceberg are among what fills the emulators.
    const { ensureEmulators } = await import('./lib/python.mjs');
    process.env.LAKEHOUSE_SERVERS_PYTHON = await ensureEmulators();
  }
  const json = file === undefined ? [] : ['--json', resolve(file)];
  return run(
    process.execPath,
    ['--import', 'tsx', 'scripts/lib/runBench.mjs', ...wanted, ...json],
    {
      cwd: root,
    },
  );
});

/** Wheels of DuckDB's extensions are not there for every machine; the rest is measured all the same. */
async function offerBenchPeers() {
  const { ensureBenchPeers } = await import('./lib/python.mjs');
  try {
    process.env.LAKEHOUSE_BENCH_PYTHON = await ensureBenchPeers();
  } catch (error) {
    say(`Without peers in Python: ${error.message}`);
  }
}

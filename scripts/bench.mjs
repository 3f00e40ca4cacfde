// `npm run bench [-- NAME…] [--json FILE]`: figures beside those of peers.
import { resolve } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root } from './lib/paths.mjs';
import { main, Missing } from './lib/say.mjs';

const names = [
  'startup',
  'iceberg',
  'results',
  'catalog',
  'lineage',
  'query',
  'converter',
  'pandas',
];

await main(async (args) => {
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
  if (wanted.includes('converter')) {
    // LibCST is what the converter is measured against.
    const { ensureTools } = await import('./lib/python.mjs');
    process.env.LAKEHOUSE_TOOLS_PYTHON = await ensureTools();
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

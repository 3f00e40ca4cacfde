import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../lib/build.mjs';
import { ensureEditor } from '../lib/editor.mjs';
import { countsFile, readCounts } from '../lib/mocha.mjs';
import { root } from '../lib/paths.mjs';
import { run } from '../lib/run.mjs';

export async function setUpHost() {
  if (process.env.LAKEHOUSE_VSCODE === undefined) await ensureEditor();
}

/** Tests inside a real extension host: builds the extension and the tests, and runs these in an editor. */
export async function runHost() {
  const { build } = await import('esbuild');
  await ensureBuilt();
  const outdir = join(root, 'out', 'host');
  rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: readdirSync(join(root, 'test', 'host'))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `test/host/${name}`),
    outdir,
    outbase: 'test/host',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    // As the extension's own bundles: of some packages only this one can be bundled.
    mainFields: ['module', 'main'],
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  const counts = countsFile('host');
  const code = await run(process.execPath, [join(root, 'scripts', 'lib', 'runInEditor.mjs')], {
    cwd: root,
    env: { ...process.env, LAKEHOUSE_COUNTS: counts },
  });
  return readCounts(counts, code);
}

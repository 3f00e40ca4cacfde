import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { run } from './run.mjs';

/** What the built extension is made of. */
const sources = [
  'src',
  'media',
  'sample',
  'syntaxes',
  'l10n',
  'docs/rules',
  'python/lakehouse_runtime',
  'package.json',
  'package.nls.json',
  'package-lock.json',
  'esbuild.mjs',
  'tsconfig.json',
  '.vscodeignore',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'scripts/lib/package.mjs',
  'scripts/lib/notices.mjs',
];

/** A hash of every source: the same before and after a build that would change nothing. */
export function sourceKey() {
  const hash = createHash('sha256');
  for (const path of sources.flatMap((source) => filesOf(source))) {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Builds `dist/` unless it was built from these very sources. */
export async function ensureBuilt() {
  const key = sourceKey();
  const stamp = join(root, 'dist', '.key');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return key;
  if ((await run(process.execPath, ['esbuild.mjs'], { cwd: root })) !== 0) {
    throw new Error('The build failed.');
  }
  writeFileSync(stamp, key);
  return key;
}

function filesOf(path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined || path.endsWith('__pycache__')) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesOf(`${path}/${name}`));
}

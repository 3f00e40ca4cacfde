// The first lane: format, types, lint, layering, dead code, unit tests, build, size. Stops at the first failure.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));

/** name → program and arguments. */
const steps = [
  ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
  ['types', bin('tsc'), ['-p', 'tsconfig.json']],
  ['types of pages', bin('tsc'), ['-p', 'tsconfig.page.json']],
  ['lint', bin('eslint'), ['--max-warnings', '0', '.']],
  ['layering', bin('depcruise'), ['src', '--config', '.dependency-cruiser.cjs']],
  ['dead code', bin('knip'), ['--no-progress']],
  ['build', process.execPath, ['esbuild.mjs']],
  ['unit tests', bin('mocha'), []],
];

const skipped = process.argv
  .slice(2)
  .map((flag) => flag.replace(/^--no-/, '').replaceAll('-', ' '));

for (const [name, program, args] of steps) {
  if (skipped.includes(name)) continue;
  const start = Date.now();
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  process.stdout.write(
    `${status === 0 ? '✔' : '✖'} ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)\n`,
  );
  if (status !== 0) process.exit(1);
}

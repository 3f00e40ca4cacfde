import { join } from 'node:path';
import { runMocha } from '../lib/mocha.mjs';
import { root } from '../lib/paths.mjs';
import { run } from '../lib/run.mjs';
import { say, seconds } from '../lib/say.mjs';

/** name → program and arguments. Each is one check; the unit tests, which come last, are counted one by one. */
const steps = [
  ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
  ['types', bin('tsc'), ['-p', 'tsconfig.json']],
  ['types of pages', bin('tsc'), ['-p', 'tsconfig.page.json']],
  ['lint', bin('eslint'), ['--max-warnings', '0', '.']],
  ['layering', bin('depcruise'), ['src', '--config', '.dependency-cruiser.cjs']],
  ['dead code', bin('knip'), ['--no-progress']],
  ['build and package', process.execPath, ['scripts/package.mjs']],
];

/**
 * Format, types, lint, layering, dead code, build, package (its size and files), then the
 * unit tests (which check the entry's size and the manifest).
 * Stops at the first step that fails; `skip` names steps to leave out.
 */
export async function runCheck({ skip = [] } = {}) {
  let passed = 0;
  for (const [name, program, args] of steps) {
    if (skip.includes(name)) continue;
    const start = Date.now();
    const code = await run(program, args, { cwd: root });
    say(`${code === 0 ? '✔' : '✖'} ${name} (${seconds(start)})`);
    if (code !== 0) return { passed, failed: 1, skipped: 0 };
    passed++;
  }
  const start = Date.now();
  const unit = await runMocha('unit', 'test/unit/**/*.test.ts');
  say(`${unit.failed === 0 ? '✔' : '✖'} unit tests (${seconds(start)})`);
  return { ...unit, passed: passed + unit.passed };
}

function bin(name) {
  return join(root, 'node_modules', '.bin', name);
}

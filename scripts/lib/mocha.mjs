import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { run } from './run.mjs';

/**
 * Runs mocha over the files of `spec` in a process of its own; returns its counts. One that writes none
 * has failed. `base` is how it prints (a reporter of mocha's).
 */
export async function runMocha(name, spec, { env = {}, base = 'dot', timeoutMs = 10_000 } = {}) {
  const counts = countsFile(name);
  const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const reporter = join(root, 'scripts', 'lib', 'countingReporter.cjs');
  const reporting = ['--reporter', reporter, '--reporter-option', `base=${base}`];
  // Without the configuration file, whose `spec` would be added to this one.
  const options = ['--no-config', '--node-option', 'import=tsx', '--timeout', String(timeoutMs)];
  const code = await run(process.execPath, [mocha, ...options, ...reporting, spec], {
    cwd: root,
    env: { ...process.env, ...env, LAKEHOUSE_COUNTS: counts },
  });
  return readCounts(counts, code);
}

/** Where a suite writes its counts; no counts of an earlier run are left there. */
export function countsFile(name) {
  mkdirSync(join(root, 'out'), { recursive: true });
  const file = join(root, 'out', `counts-${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/** Reads the counts of a suite that ended with `code`: one that failed without counting has one failure. */
export function readCounts(file, code) {
  let counts;
  try {
    counts = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

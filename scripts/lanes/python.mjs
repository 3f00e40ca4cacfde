import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureBuilt } from '../lib/build.mjs';
import { root } from '../lib/paths.mjs';
import { ensureSpark, ensureTools } from '../lib/python.mjs';
import { run } from '../lib/run.mjs';
import { say, seconds } from '../lib/say.mjs';
import { scratchFolder } from '../lib/scratch.mjs';

/** Where our own Python lies, and what of it converted notebooks take with them to Python 3.9 (EMR 7). */
const sources = ['python', 'test/python', 'test/support', 'test/bench'];
const shipped = 'python/lakehouse_runtime';

/** What runs in Spark's environment; the other suites run beside PyIceberg. */
const sparkSuites = ['test/python/runtime', 'test/python/spark'];

export async function setUpPython() {
  await ensureTools();
  await ensureSpark();
}

/** The checks of our Python, then the suites: what needs Spark in its environment, the rest beside PyIceberg. */
export async function runPython({ deep = false } = {}) {
  await ensureBuilt();
  const tools = await ensureTools();
  const spark = await ensureSpark();
  const counts = [];
  for (const [name, program, args] of checks) {
    counts.push(await runCheck(name, join(dirname(tools), program), args));
  }
  const scratch = scratchFolder('python');
  const env = {
    ...process.env,
    PYTHONDONTWRITEBYTECODE: '1',
    // Python shows a moment in the zone of its process: one for all.
    TZ: 'UTC',
    LAKEHOUSE_DEEP: deep ? '1' : '',
    LAKEHOUSE_NODE: process.execPath,
    LAKEHOUSE_SPARK_JARS: spark.jars,
    TMPDIR: scratch.folder,
  };
  try {
    counts.push(
      await runPytest(
        'pyiceberg',
        tools,
        ['test/python', ...sparkSuites.map((suite) => `--ignore=${suite}`)],
        env,
      ),
    );
    counts.push(await runPytest('spark', spark.python, sparkSuites, env));
  } finally {
    scratch.remove();
  }
  return {
    passed: sum(counts, 'passed'),
    failed: sum(counts, 'failed'),
    skipped: sum(counts, 'skipped'),
  };
}

/** name → program of the environment, and its arguments. */
const checks = [
  ['format of Python', 'ruff', ['format', '--check', '--no-cache', '--quiet', ...sources]],
  ['lint of Python', 'ruff', ['check', '--no-cache', '--quiet', ...sources]],
  ['syntax of Python 3.9', 'vermin', ['-t=3.9-', '--no-tips', '--violations', '--quiet', shipped]],
];

async function runCheck(name, program, args) {
  const start = Date.now();
  const passed = (await run(program, args, { cwd: root })) === 0;
  say(`${passed ? '✔' : '✖'} ${name} (${seconds(start)})`);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

/** Runs pytest and reads its counts from the report it writes; one that writes none has failed. */
async function runPytest(name, python, args, env) {
  mkdirSync(join(root, 'out'), { recursive: true });
  const report = join(root, 'out', `pytest-${name}.xml`);
  rmSync(report, { force: true });
  const options = ['-p', 'no:cacheprovider', '--durations=5', `--junitxml=${report}`];
  const code = await run(python, ['-m', 'pytest', '-q', ...options, ...args], { cwd: root, env });
  return readReport(report, code);
}

function readReport(file, code) {
  let xml;
  try {
    xml = readFileSync(file, 'utf8');
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const suite = /<testsuite\b[^>]*>/.exec(xml)?.[0] ?? '';
  const count = (key) => Number(new RegExp(` ${key}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  const failed = count('failures') + count('errors');
  const skipped = count('skipped');
  return {
    passed: Math.max(count('tests') - failed - skipped, 0),
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped,
  };
}

function sum(counts, key) {
  return counts.reduce((total, count) => total + count[key], 0);
}

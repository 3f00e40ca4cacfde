// `npm test [-- LANE…] [--deep] [--pictures]`: sets up and runs the lanes in order, and counts over all of them.
import { ensureDependencies } from './lib/dependencies.mjs';
import { cacheFolder } from './lib/paths.mjs';
import { main, Missing, say } from './lib/say.mjs';

/** name → how it is set up (nothing, for some) and run. A lane's module loads after the packages are there. */
const lanes = {
  check: async () => ({ run: (await import('./lanes/check.mjs')).runCheck }),
  contract: async () => {
    const { setUpContract, runContract } = await import('./lanes/contract.mjs');
    return { setUp: setUpContract, run: runContract };
  },
  python: async () => {
    const { setUpPython, runPython } = await import('./lanes/python.mjs');
    return { setUp: setUpPython, run: runPython };
  },
  host: async () => {
    const { setUpHost, runHost } = await import('./lanes/host.mjs');
    return { setUp: setUpHost, run: runHost };
  },
  e2e: async () => {
    const { setUpE2e, runE2e } = await import('./lanes/e2e.mjs');
    return { setUp: setUpE2e, run: runE2e };
  },
};

const usage = `npm test [-- LANE…] [--deep] [--pictures]

Lanes: ${Object.keys(lanes).join(', ')} (all of them without a name)
  --deep      the long versions
  --pictures  write the README's pictures (lane e2e)
Everything the lanes need is installed into ${cacheFolder()} (LAKEHOUSE_CACHE).`;

await main(async (args) => {
  if (args.includes('--help')) {
    say(usage);
    return 0;
  }
  const options = { deep: args.includes('--deep'), pictures: args.includes('--pictures') };
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = [
    ...names.filter((name) => !(name in lanes)),
    ...args.filter((arg) => arg.startsWith('--') && !(arg.slice(2) in options)),
  ];
  if (unknown.length > 0)
    throw new Missing(`No such lane or option: ${unknown.join(' ')}\n\n${usage}`);
  await ensureDependencies();
  const chosen = Object.keys(lanes).filter((name) => names.length === 0 || names.includes(name));
  const started = await Promise.all(chosen.map((name) => setUpLane(name, options)));
  const rows = [];
  for (const lane of started) rows.push(await runLane(lane, options));
  return report(rows);
});

/** Sets up one lane; `problem` is why it can not start. */
async function setUpLane(name, options) {
  const start = Date.now();
  try {
    const { setUp, run } = await lanes[name]();
    await setUp?.(options);
    return { name, run, setUpMs: Date.now() - start };
  } catch (problem) {
    return { name, problem, setUpMs: Date.now() - start };
  }
}

/** Runs one lane. One that can not start is a failure in CI and a named skip elsewhere. */
async function runLane({ name, run, problem, setUpMs }, options) {
  say(`\n── ${name} ──`);
  const start = Date.now();
  const row = { name, passed: 0, failed: 0, skipped: 0, setUpMs };
  try {
    if (problem !== undefined) throw problem;
    const { passed, failed, skipped = 0 } = await run(options);
    // A lane whose tests were all lost has not passed.
    const none = passed === 0 && failed === 0;
    if (none) say(`The lane ${name} ran no test.`);
    return { ...row, passed, failed: none ? 1 : failed, skipped, runMs: Date.now() - start };
  } catch (error) {
    if (error instanceof Missing && process.env.CI !== 'true') {
      say(`Skipped the lane ${name}: ${error.message}`);
      return { ...row, skipped: 1 };
    }
    process.stderr.write(`${error instanceof Missing ? error.message : error.stack}\n`);
    return { ...row, failed: 1, runMs: Date.now() - start };
  }
}

/** Prints what each lane came to and took, and the sum as the last line. */
function report(rows) {
  const minutes = (ms) => (ms === undefined ? '-' : (ms / 60_000).toFixed(1));
  say(`\n${'lane'.padEnd(10)}   passed   failed  skipped  set-up min   run min`);
  for (const { name, passed, failed, skipped, setUpMs, runMs } of rows) {
    const counts = [passed, failed, skipped].map((count) => String(count).padStart(9)).join('');
    const took = minutes(setUpMs).padStart(12) + minutes(runMs).padStart(10);
    say(`${name.padEnd(10)}${counts}${took}`);
  }
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  const skipped = sum('skipped');
  say(
    `\n${sum('passed')} passed, ${sum('failed')} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`,
  );
  return sum('failed') === 0 ? 0 : 1;
}

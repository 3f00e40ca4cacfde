import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const run = new URL('../../../scripts/lib/run.mjs', import.meta.url).href;

/** A program that starts a "server" with a child of its own by `run.mjs`, and prints the ids of both. */
const parent = `
  import { start } from ${JSON.stringify(run)};
  const grandchild = 'setInterval(() => {}, 1000)';
  const server = \`
    const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['-e', '\${grandchild}'], { stdio: 'ignore' });
    console.log(process.pid, child.pid);
    setInterval(() => {}, 1000);
  \`;
  start(process.execPath, ['-e', server]);
`;

describe('a program that a script starts', () => {
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    it(`ends with the script after ${signal}, and so does what it started`, async () => {
      const script = spawn(process.execPath, ['--input-type=module', '-e', parent]);
      const line: unknown[] = await once(script.stdout.setEncoding('utf8'), 'data');
      const pids = String(line[0]).trim().split(' ').map(Number);
      assert.deepEqual(pids.map(isAlive), [true, true]);
      script.kill(signal);
      // The guardian gives them three seconds to end by themselves.
      for (let tries = 0; tries < 160 && pids.some(isAlive); tries++) await sleep(50);
      assert.deepEqual(pids.map(isAlive), [false, false]);
    });
  }
});

/** Where nobody asks for its exit code, a process that has ended stays in the table as a zombie. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const stat = `/proc/${pid}/stat`;
    return !existsSync(stat) || !readFileSync(stat, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

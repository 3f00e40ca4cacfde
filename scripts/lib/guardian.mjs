/**
 * Runs a program so that it never outlives the one who asked for it: `node guardian.mjs PROGRAM ARG…`.
 * The guardian leads a process group of its own. Its standard input is a pipe from the parent, which
 * closes when the parent ends, however it ends; then the whole group is ended.
 */
import { spawn } from 'node:child_process';

const GRACE_MS = 3000;

const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
let ending = false;

child.on('error', (error) => {
  process.stderr.write(`${program}: ${error.message}\n`);
  process.exit(127);
});
child.on('exit', (code, signal) => {
  // What the program left behind in the group goes too, and with it this process.
  const exitCode = code ?? (signal === 'SIGTERM' && ending ? 0 : 1);
  ending = true; // The signal to the group reaches this process too.
  signalGroup('SIGTERM');
  process.exit(exitCode);
});

process.stdin.on('end', endGroup).on('error', endGroup).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, endGroup);

function endGroup() {
  if (ending) return;
  ending = true;
  signalGroup('SIGTERM');
  setTimeout(() => signalGroup('SIGKILL'), GRACE_MS);
}

function signalGroup(signal) {
  try {
    process.kill(-process.pid, signal);
  } catch {
    // The group is gone, or the system has no groups (Windows): then the child itself.
    child.kill(signal);
  }
}

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const guardian = fileURLToPath(new URL('./guardian.mjs', import.meta.url));

/**
 * Starts a program that ends with this process, also after Ctrl+C, a crash or a kill (`guardian.mjs`).
 * `output` is `inherit` (the terminal's) or `pipe`; `stop()` ends it and all that it started.
 */
export function start(program, args, { cwd, env = process.env, output = 'inherit' } = {}) {
  const child = spawn(process.execPath, [guardian, program, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ['pipe', output, output],
  });
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  return { child, ended, stop };
}

/** Runs a program to its end with its output on the terminal; returns its exit code. */
export async function run(program, args, options = {}) {
  return start(program, args, options).ended;
}

/**
 * Runs a program quietly to its end and returns what it wrote to standard output.
 * Throws with the beginning and the end of all that it wrote where it fails.
 */
export async function capture(program, args, options = {}) {
  const { child, ended } = start(program, args, { ...options, output: 'pipe' });
  let output = '';
  let all = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
    all += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    all += text;
  });
  const code = await ended;
  if (code !== 0) {
    throw new Error(`${[program, ...args].join(' ')} ended with ${code}:\n${ends(all)}`);
  }
  return output;
}

/** The lines that a program writes, or none where it is not there or fails. */
export async function found(program, args) {
  try {
    return (await capture(program, args)).trim().split(/\r?\n/);
  } catch {
    return [];
  }
}

function ends(text) {
  const lines = text.trim().split('\n');
  return lines.length <= 60
    ? lines.join('\n')
    : [...lines.slice(0, 25), '…', ...lines.slice(-30)].join('\n');
}

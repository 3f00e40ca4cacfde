import { execFile, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ExactJson } from '../../../src/util/exactJson.js';
import { stringifyExactJson } from '../../../src/util/exactJson.js';
import { installed } from './environment.js';

/** What the models of Polaris' own client find wrong with each of some bodies. */
export async function polarisProblems(
  bodies: readonly { readonly operation: string; readonly body: ExactJson }[],
): Promise<readonly (readonly string[])[]> {
  const script = fileURLToPath(new URL('python/validate_polaris.py', import.meta.url));
  const child = spawn(installed('polaris'), [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(stringifyExactJson(bodies.map(({ operation, body }) => ({ operation, body }))));
  return JSON.parse(await text(child.stdout)) as readonly (readonly string[])[]; // Our own script wrote it.
}

/** What Polaris' own command line writes, signed in as `root`: a line of JSON for each thing. */
export async function polarisCommand(
  endpoint: string,
  secret: string,
  args: readonly string[],
): Promise<readonly unknown[]> {
  const program = join(dirname(installed('polaris')), 'polaris');
  const options = ['--base-url', endpoint, '--client-id', 'root', '--client-secret', secret];
  const { stdout } = await promisify(execFile)(program, [...options, ...args], { timeout: 60_000 });
  return stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

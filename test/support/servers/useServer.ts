import type { Context } from 'mocha';
import { installed } from './environment.js';
import type { Server } from './serverProcess.js';

/** Skips a suite, or fails in CI, where the interpreter with the emulators and botocore can not be had. */
export function usePython(): () => string {
  before('find Python', async function () {
    await orSkip(this, 'there is no Python for it', () => {
      installed('python');
    });
  });
  return () => installed('python');
}

/**
 * Starts a counterpart before the tests of a suite, and ends it after them. Where it can not start, that is
 * a failure in CI; elsewhere the suite is skipped and says why. To be called in a `describe`.
 */
export function useServer<T extends Server>(what: string, start: () => Promise<T>): () => T {
  let server: T | undefined;
  before(`start ${what}`, async function () {
    await orSkip(this, `${what} can not start`, async () => {
      server = await start();
    });
  });
  after(`end ${what}`, async () => {
    await server?.stop();
  });
  return () => {
    if (server === undefined) throw new Error(`${what} is not running`);
    return server;
  };
}

async function orSkip(
  context: Context,
  why: string,
  body: () => void | Promise<void>,
): Promise<void> {
  try {
    await body();
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    process.stderr.write(`\nSkipped: ${why}. ${String(error)}\n`);
    context.skip();
  }
}

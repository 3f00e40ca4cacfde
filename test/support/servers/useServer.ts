import type { Server } from './serverProcess.js';

/**
 * Starts a counterpart before the tests of a suite, and ends it after them. Where it can not start, that is
 * a failure in CI; elsewhere the suite is skipped and says why. To be called in a `describe`.
 */
export function useServer<T extends Server>(what: string, start: () => Promise<T>): () => T {
  let server: T | undefined;
  before(`start ${what}`, async function () {
    try {
      server = await start();
    } catch (error) {
      if (process.env['CI'] === 'true') throw error;
      process.stderr.write(`\nSkipped: ${what} can not start. ${String(error)}\n`);
      this.skip();
    }
  });
  after(`end ${what}`, async () => {
    await server?.stop();
  });
  return () => {
    if (server === undefined) throw new Error(`${what} is not running`);
    return server;
  };
}

import { runMocha } from '../lib/mocha.mjs';

/** The suites of the catalog and engine interfaces, over every implementation. */
export async function runContract({ deep = false } = {}) {
  const env = deep ? { LAKEHOUSE_DEEP: '1' } : {};
  return runMocha('contract', 'test/contract/**/*.test.ts', { env, timeoutMs: 60_000 });
}

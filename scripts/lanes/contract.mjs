import { runMocha } from '../lib/mocha.mjs';
import { scratchFolder } from '../lib/scratch.mjs';
import { ensureServers } from '../lib/servers.mjs';

export async function setUpContract() {
  await ensureServers();
}

/** The suites of the catalog and engine interfaces, over every implementation and live counterparts. */
export async function runContract({ deep = false } = {}) {
  const servers = await ensureServers();
  const scratch = scratchFolder('contract');
  const env = {
    LAKEHOUSE_SERVERS: JSON.stringify(servers),
    TMPDIR: scratch.folder,
    ...(deep ? { LAKEHOUSE_DEEP: '1' } : {}),
  };
  try {
    return await runMocha('contract', 'test/contract/**/*.test.ts', { env, timeoutMs: 60_000 });
  } finally {
    scratch.remove();
  }
}

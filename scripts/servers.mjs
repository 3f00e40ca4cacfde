// `node scripts/servers.mjs`: installs what the servers of the contract lane need; its last line says where it lies.
import { main, say } from './lib/say.mjs';
import { ensureServers } from './lib/servers.mjs';

await main(async () => {
  say(JSON.stringify(await ensureServers()));
  return 0;
});

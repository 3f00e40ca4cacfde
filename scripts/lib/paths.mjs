import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** The folder outside the checkout that keeps everything the set-up installs; made if it is not there. */
export function cacheFolder() {
  const folder = process.env.LAKEHOUSE_CACHE ?? join(usersCacheFolder(), 'lakehouse-workbench');
  mkdirSync(folder, { recursive: true });
  return folder;
}

function usersCacheFolder() {
  switch (process.platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Caches');
    case 'win32':
      return process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
    default:
      return process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  }
}

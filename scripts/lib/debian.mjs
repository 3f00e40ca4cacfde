import { existsSync } from 'node:fs';
import { capture } from './run.mjs';
import { Missing, say, seconds } from './say.mjs';

/** One at a time: apt locks its lists. */
let queue = Promise.resolve();

/**
 * Makes sure of system packages, given as `{ name, file }` where `file` shows that it is there.
 * Installs them as root on Debian; elsewhere one line names what is missing.
 */
export async function ensureDebianPackages(packages, what) {
  const turn = queue.then(() => install(packages, what));
  queue = turn.catch(() => undefined);
  return turn;
}

async function install(packages, what) {
  const missing = packages.filter(({ file }) => !existsSync(file)).map(({ name }) => name);
  if (missing.length === 0) return;
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) {
    throw new Missing(
      `${what} needs these system packages (names of Debian): ${missing.join(' ')}`,
    );
  }
  const start = Date.now();
  say(`Installing system packages: ${missing.join(' ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = ['-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0'];
  const args = ['install', '-y', '--no-install-recommends', ...options, ...missing];
  try {
    await capture('apt-get', ['update', ...options], { env });
    await capture('apt-get', args, { env });
  } catch (error) {
    throw new Missing(`${what}: could not install ${missing.join(' ')}\n${error.message}`);
  }
  say(`Installed system packages in ${seconds(start)}`);
}

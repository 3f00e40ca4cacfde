import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './npm.mjs';
import { root } from './paths.mjs';
import { Missing, say, seconds } from './say.mjs';
import { versions } from './versions.mjs';

/** Installs the project's packages where they are missing or not those of the lock file. */
export async function ensureDependencies() {
  if (isOlder(process.versions.node, versions.node)) {
    throw new Missing(
      `Node ${versions.node} or newer is needed; this is ${process.versions.node}.`,
    );
  }
  if (areInstalled()) return;
  const start = Date.now();
  say('Installing packages (npm ci) …');
  await npm(['ci', '--include=dev'], { cwd: root });
  say(`Installed packages in ${seconds(start)}`);
}

/** npm writes what it installed to a hidden lock file, last: compared with the lock file, package by package. */
function areInstalled() {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const found = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted ?? {}).every(([path, { version, optional }]) => {
    if (path === '') return true;
    // An optional package of another platform is rightly absent.
    return found?.[path] === undefined
      ? found !== undefined && optional === true
      : found[path].version === version;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function isOlder(version, than) {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number));
  const at = a.findIndex((part, index) => part !== b[index]);
  return at !== -1 && a[at] < b[at];
}

import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './paths.mjs';

/** A new folder for this run. Folders of runs that ended without tidying up are removed on the way. */
export function scratchFolder(name) {
  const all = join(cacheFolder(), 'runs');
  mkdirSync(all, { recursive: true });
  for (const entry of readdirSync(all)) {
    if (!isAlive(Number(/\d+$/.exec(entry)?.[0]))) remove(join(all, entry));
  }
  const folder = join(all, `${name}-${process.pid}`);
  remove(folder);
  mkdirSync(folder);
  return { folder, remove: () => remove(folder) };
}

/** An editor that is ending may still write a file: then the next run removes the rest. */
function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    if (error.code !== 'ENOTEMPTY') throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say, seconds } from './say.mjs';

/**
 * Fills `folder` by `install()` unless it already holds what `key` names. The key is written last, so
 * that an install that was cut short is done again from an empty folder. (Not installed elsewhere and
 * renamed: a Python environment and compiled modules know their own path.)
 */
export async function installOnce(folder, key, what, install) {
  if (installedKey(folder) === key) return;
  await withLock(`${folder}.lock`, what, async () => {
    if (installedKey(folder) === key) return;
    const start = Date.now();
    say(`Installing ${what} …`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await install();
    writeFileSync(join(folder, '.installed'), key);
    say(`Installed ${what} in ${seconds(start)}`);
  });
}

/** A key of all that an installation depends on. */
export function keyOf(...parts) {
  return createHash('sha256').update(parts.join('\0')).digest('hex');
}

function installedKey(folder) {
  try {
    return readFileSync(join(folder, '.installed'), 'utf8');
  } catch {
    return undefined;
  }
}

/** Holds `lock` (a folder, made atomically) while `body` runs; takes over the lock of a process that is gone. */
async function withLock(lock, what, body) {
  mkdirSync(dirname(lock), { recursive: true });
  for (let told = false; !tryLock(lock); told = true) {
    if (!told) say(`Waiting for another process that installs ${what} …`);
    await sleep(500);
  }
  try {
    await body();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function tryLock(lock) {
  try {
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isHeld(lock)) return false;
    rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function isHeld(lock) {
  let pid;
  try {
    pid = Number(readFileSync(join(lock, 'pid'), 'utf8'));
  } catch {
    return true; // Its owner is between making the folder and writing its id.
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

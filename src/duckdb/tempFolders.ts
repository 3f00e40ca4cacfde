import { rmdirSync, rmSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** How many folders this process has given out: two clients in it must not share one. */
let last = 0;

/**
 * Where DuckDB puts what does not fit into memory: `parent/<this process>/<number>`. Its process is
 * killed, not closed, so that whoever starts it removes what it has left.
 */
export class TempFolders {
  readonly #parent: string;
  /** Two windows must not share one. */
  readonly #own: string;
  #current: string | undefined;

  constructor(parent: string) {
    this.#parent = parent;
    this.#own = join(parent, String(process.pid));
  }

  /** The folder for a process that is about to start. That of the one before it is removed meanwhile. */
  next(): string {
    const before = this.#current;
    this.#current = join(this.#own, String(++last));
    // What can not be removed now is removed when this process has gone.
    if (before !== undefined) rm(before, { recursive: true, force: true }).catch(() => undefined);
    removeGoneFolders(this.#parent).catch(() => undefined);
    return this.#current;
  }

  /** Removes the folder at once: the window is about to close. */
  remove(): void {
    if (this.#current === undefined) return;
    try {
      rmSync(this.#current, { recursive: true, force: true });
      rmdirSync(this.#own);
    } catch {
      // In use, by the other clients of this process or still by DuckDB: a later window does it.
    }
  }
}

/** Removes the folders below `parent` whose processes have gone without doing so. */
export async function removeGoneFolders(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    if (!/^\d+$/.test(name) || isRunning(Number(name))) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0); // The signal 0 only asks.
    return true;
  } catch (error) {
    // Somebody else's process runs too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

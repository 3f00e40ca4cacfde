import { rmdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeGoneFolders } from '../util/processFolders.js';

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

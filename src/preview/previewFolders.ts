import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { removeGoneFolders } from '../util/processFolders.js';

/** Where one preview puts what it fetches. */
export interface PreviewFolder {
  /** Writes a new file; the name is one that nothing had before: DuckDB remembers what it read by that. */
  write(bytes: Uint8Array, extension: string): Promise<string>;
  dispose(): Promise<void>;
}

/** Folders of previews, `parent/<this process>/<id>`. Those of processes that have gone are removed. */
export class PreviewFolders {
  readonly #own: string;

  constructor(parent: string) {
    this.#own = join(parent, String(process.pid));
    // What can not be removed now is removed by a later window.
    removeGoneFolders(parent).catch(() => undefined);
  }

  async make(): Promise<PreviewFolder> {
    const id = randomUUID();
    const folder = join(this.#own, id);
    await mkdir(folder, { recursive: true });
    let files = 0;
    return {
      write: async (bytes, extension) => {
        const file = join(folder, `${id}-${++files}.${extension}`);
        await writeFile(file, bytes);
        return file;
      },
      dispose: () => rm(folder, { recursive: true, force: true }),
    };
  }

  /** Removes all at once: the window is about to close. */
  dispose(): void {
    try {
      rmSync(this.#own, { recursive: true, force: true });
    } catch {
      // Still in use: a later window does it.
    }
  }
}

import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const heartbeatMs = 5 * 60_000;

/** Far longer than a heartbeat: a machine that wakes up has not yet written any. */
const aliveMs = 60 * 60_000;

/**
 * A file of this window's own, which tells other windows that it is open and which results it uses. Its time of
 * modification is the window's heartbeat, so that what a killed window leaves means nothing an hour later.
 */
export class Lease {
  readonly file: string;
  readonly #folder: string;
  readonly #held = new Set<string>();
  #heartbeat: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;
  #isDisposed = false;

  /** `folder` is of the leases of all windows of a workspace. */
  constructor(folder: string) {
    this.#folder = folder;
    this.file = join(folder, `${randomUUID()}.json`);
  }

  /** The ids of the results that this window uses. */
  get held(): ReadonlySet<string> {
    return this.#held;
  }

  /** Other windows know of it when the promise resolves. */
  async hold(id: string): Promise<void> {
    if (this.#held.has(id)) return this.#next ?? this.#writing;
    this.#held.add(id);
    await this.#write();
  }

  /** What is held by no window any more may be cleaned up. */
  release(isReleased: (id: string) => boolean): void {
    const released = [...this.#held].filter(isReleased);
    for (const id of released) this.#held.delete(id);
    if (released.length > 0) void this.#write();
  }

  dispose(): void {
    this.#isDisposed = true;
    clearInterval(this.#heartbeat);
    rmSync(this.file, { force: true });
  }

  /** One at a time; the one that waits writes what is held by then. */
  #write(): Promise<void> {
    this.#next ??= this.#writing.then(() => {
      this.#next = undefined;
      if (!this.#isDisposed) this.#writing = this.#writeNow();
      return this.#writing;
    });
    return this.#next;
  }

  async #writeNow(): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(`${this.file}.part`, JSON.stringify({ inUse: [...this.#held] }));
      await rename(`${this.file}.part`, this.file);
    } catch {
      // Where nothing can be written, the result itself says why.
    }
    if (this.#isDisposed) await rm(this.file, { force: true });
    else this.#heartbeat ??= setInterval(() => void this.#beat(), heartbeatMs).unref();
  }

  #beat(): Promise<void> {
    const now = new Date();
    return utimes(this.file, now, now).catch(() => this.#write());
  }
}

/** What the leases of a folder say together. */
export interface Leases {
  /** Whether a window is open. */
  readonly isOpen: boolean;
  /** The ids of the results that open windows use. */
  readonly inUse: ReadonlySet<string>;
  /** Files of windows that have ended. */
  readonly ended: readonly string[];
}

/** All but `own`, of which the reader knows more. `now` in milliseconds since 1970. */
export async function readLeases(folder: string, own: string, now: number): Promise<Leases> {
  const inUse = new Set<string>();
  const ended: string[] = [];
  let isOpen = false;
  for (const name of await readdir(folder).catch(() => [])) {
    const file = join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (found === undefined || file === own) continue;
    if (now - found.mtimeMs > aliveMs) {
      ended.push(file);
      continue;
    }
    isOpen = true;
    for (const id of parseIds(await readFile(file, 'utf8').catch(() => ''))) inUse.add(id);
  }
  return { isOpen, inUse, ended };
}

function parseIds(text: string): readonly string[] {
  try {
    const value = JSON.parse(text) as { readonly inUse?: unknown } | null;
    const ids = value?.inUse;
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

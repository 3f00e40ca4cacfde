import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type HistoryEntry, parseEntry } from './historyEntry.js';

export interface HistoryLimits {
  /** Entries that are kept in all; the oldest go first. */
  readonly mostEntries: number;
  /** Entries of one file. */
  readonly mostInFile: number;
}

/** Of this process: tells apart files of one millisecond. */
let filesMade = 0;

const usual: HistoryLimits = { mostEntries: 5000, mostInFile: 500 };

/**
 * What was run in a workspace, on disk. Each window appends to a file of its own, a line an entry, so that windows
 * never write over each other and a crash costs one line at most. What is removed is a line as well. Old files go
 * as a whole.
 */
export class QueryHistory {
  readonly #folder: string;
  readonly #limits: HistoryLimits;
  #file: string | undefined;
  #written = 0;
  /** Lines are written in their order. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(folder: string, limits = usual) {
    this.#folder = folder;
    this.#limits = limits;
  }

  /** Rejects where the disk does not take it. */
  add(entry: Omit<HistoryEntry, 'id'>): Promise<void> {
    return this.#append({ id: randomUUID(), ...entry });
  }

  remove(id: string): Promise<void> {
    return this.#append({ removed: id });
  }

  /** Of all windows, the newest first. What can not be read is left out. */
  async list(): Promise<readonly HistoryEntry[]> {
    await this.#last.catch(() => undefined);
    const found: HistoryEntry[] = [];
    const removed = new Set<string>();
    for (const file of await this.#files()) {
      const { entries, gone } = await readLines(join(this.#folder, file));
      found.push(...entries);
      for (const id of gone) removed.add(id);
    }
    return found
      .filter(({ id }) => !removed.has(id))
      .sort((a, b) => b.startedAt - a.startedAt)
      .slice(0, this.#limits.mostEntries);
  }

  /** Removes what all windows have run so far. */
  async clear(): Promise<void> {
    await this.#last.catch(() => undefined);
    for (const file of await this.#files()) await rm(join(this.#folder, file), { force: true });
  }

  #append(line: object): Promise<void> {
    const appended = this.#last
      .catch(() => undefined)
      .then(async () => {
        await appendFile(await this.#fileToWrite(), `${JSON.stringify(line)}\n`);
        this.#written++;
      });
    this.#last = appended;
    return appended;
  }

  async #fileToWrite(): Promise<string> {
    if (this.#file !== undefined && this.#written < this.#limits.mostInFile) return this.#file;
    await mkdir(this.#folder, { recursive: true });
    await this.#prune();
    // By their names the files are in the order of time.
    const time = Date.now().toString(36).padStart(9, '0');
    const count = String(++filesMade).padStart(6, '0');
    this.#file = join(this.#folder, `${time}-${count}-${randomUUID().slice(0, 8)}.jsonl`);
    this.#written = 0;
    return this.#file;
  }

  /** Removes the oldest files, as long as what is in the others is enough. */
  async #prune(): Promise<void> {
    let kept = 0;
    for (const file of (await this.#files()).toReversed()) {
      const path = join(this.#folder, file);
      if (kept >= this.#limits.mostEntries) await rm(path, { force: true });
      else kept += (await readLines(path)).entries.length;
    }
  }

  /** The oldest first. */
  async #files(): Promise<readonly string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names.filter((name) => name.endsWith('.jsonl')).sort();
  }
}

async function readLines(
  path: string,
): Promise<{ readonly entries: readonly HistoryEntry[]; readonly gone: readonly string[] }> {
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  const gone = lines.flatMap((line) => /^\{"removed":"([\w-]+)"\}$/.exec(line)?.[1] ?? []);
  return { entries: lines.flatMap((line) => parseEntry(line) ?? []), gone };
}

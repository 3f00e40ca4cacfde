import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface Limits {
  readonly maxAgeMs: number;
  readonly maxBytes: number;
}

interface Entry {
  readonly id: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly usedAt: number;
}

/** Removes results that are too old, then the oldest until the rest is small enough; `keep` stay. */
export async function cleanUp(
  folder: string,
  { maxAgeMs, maxBytes }: Limits,
  keep: ReadonlySet<string>,
  now: number,
): Promise<readonly string[]> {
  const removed: string[] = [];
  let bytes = 0;
  for (const entry of await newestFirst(folder)) {
    bytes += entry.bytes;
    const isTooMuch = now - entry.usedAt > maxAgeMs || bytes > maxBytes;
    if (!isTooMuch || keep.has(entry.id)) continue;
    for (const suffix of ['.json', '.duckdb', '.duckdb.wal']) {
      await rm(join(folder, entry.id + suffix), { force: true });
    }
    bytes -= entry.bytes;
    removed.push(entry.id);
  }
  return removed;
}

/** Files without their facts too: what a process that ended in mid-query has left. */
async function newestFirst(folder: string): Promise<readonly Entry[]> {
  const names = await readdir(folder).catch(() => []);
  const entries = names
    .filter((name) => name.endsWith('.duckdb'))
    .map(async (name): Promise<Entry> => {
      // Another window may remove it at the same time.
      const found = await stat(join(folder, name)).catch(() => undefined);
      return {
        id: name.slice(0, -'.duckdb'.length),
        bytes: found?.size ?? 0,
        usedAt: found?.mtimeMs ?? 0,
      };
    });
  return (await Promise.all(entries)).sort((a, b) => b.usedAt - a.usedAt);
}

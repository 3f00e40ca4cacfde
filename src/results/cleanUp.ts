import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface Limits {
  readonly maxAgeMs: number;
  readonly maxBytes: number;
}

/** The files of one result, whose names begin with its id and a dot. */
interface Entry {
  readonly id: string;
  readonly names: readonly string[];
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
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
    const isTooMuch = now - entry.writtenAt > maxAgeMs || bytes > maxBytes;
    if (!isTooMuch || keep.has(entry.id)) continue;
    for (const name of entry.names) await rm(join(folder, name), { force: true });
    bytes -= entry.bytes;
    removed.push(entry.id);
  }
  return removed;
}

/** Files without their facts too: what a process that ended in mid-query has left. */
async function newestFirst(folder: string): Promise<readonly Entry[]> {
  const names = await readdir(folder).catch(() => []);
  const byId = new Map<string, string[]>();
  for (const name of names) {
    const id = name.split('.', 1)[0] ?? name;
    byId.set(id, [...(byId.get(id) ?? []), name]);
  }
  const entries = Array.from(byId, async ([id, own]): Promise<Entry> => {
    // Another window may remove them at the same time.
    const found = await Promise.all(
      own.map((name) => stat(join(folder, name)).catch(() => undefined)),
    );
    return {
      id,
      names: own,
      bytes: found.reduce((sum, file) => sum + (file?.size ?? 0), 0),
      writtenAt: found.reduce((last, file) => Math.max(last, file?.mtimeMs ?? 0), 0),
    };
  });
  return (await Promise.all(entries)).sort((a, b) => b.writtenAt - a.writtenAt);
}

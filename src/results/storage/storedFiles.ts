import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Some files, together. */
export interface Files {
  readonly paths: readonly string[];
  readonly bytes: number;
}

/** What lies on disk of one result. */
export interface StoredFiles {
  readonly id: string;
  /** The rows and the facts; also what a process that ended in mid-query has left. */
  readonly own: Files;
  /** The rows of its views once more: they can be made again. */
  readonly copies: Files;
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
}

const isCopy = /^[^.]+\.[0-9a-f]{16}\.duckdb/;

/** The results in a folder, by the names of their files, which begin with the id and a dot. */
export async function listStored(folder: string): Promise<readonly StoredFiles[]> {
  const byId = new Map<string, string[]>();
  for (const name of await readdir(folder).catch(() => [])) {
    const id = name.split('.', 1)[0] ?? name;
    const own = byId.get(id);
    if (own === undefined) byId.set(id, [name]);
    else own.push(name);
  }
  const found: StoredFiles[] = [];
  for (const [id, names] of byId) {
    const own = await measure(
      folder,
      names.filter((name) => !isCopy.test(name)),
    );
    const copies = await measure(
      folder,
      names.filter((name) => isCopy.test(name)),
    );
    // To look at a result makes copies, and does not make it younger.
    found.push({ id, own, copies, writtenAt: own.writtenAt || copies.writtenAt });
  }
  return found;
}

async function measure(
  folder: string,
  names: readonly string[],
): Promise<Files & { readonly writtenAt: number }> {
  let bytes = 0;
  let writtenAt = 0;
  for (const name of names) {
    // Another window may remove it at the same time.
    const found = await stat(join(folder, name)).catch(() => undefined);
    bytes += found?.size ?? 0;
    writtenAt = Math.max(writtenAt, found?.mtimeMs ?? 0);
  }
  // The facts first, as they are removed: without them nobody finds the rest.
  const facts = names.filter((name) => name.endsWith('.json'));
  const others = names.filter((name) => !name.endsWith('.json'));
  return { paths: [...facts, ...others].map((name) => join(folder, name)), bytes, writtenAt };
}

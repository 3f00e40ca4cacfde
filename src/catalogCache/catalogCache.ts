import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Namespace, TableIdentifier } from '../catalog/catalog.js';
import type { Connection } from '../connections/connections.js';
import {
  type CachedListing,
  type CachedTable,
  type CacheEntry,
  decodeEntry,
  encodeEntry,
} from './cacheFormat.js';

/** In bytes, of each connection; the oldest entries go first. */
const mostBytes = 64_000_000;

/**
 * What catalogs said, kept on this machine for when they are looked at again: a folder for each connection,
 * a file for each listing and each table. Nothing here rejects: a cache that can not be read is empty.
 */
export class CatalogCache {
  readonly #folder: string;
  readonly #mostBytes: number;
  /** How much was written since it was last looked how much there is. */
  readonly #written = new Map<string, number>();

  constructor(folder: string, limit = mostBytes) {
    this.#folder = folder;
    this.#mostBytes = limit;
  }

  async listing(
    connection: Connection,
    catalog: string,
    namespace: Namespace,
  ): Promise<CachedListing | undefined> {
    const file = listingFile(catalog, namespace);
    const entry = await this.#read(join(this.#folderOf(connection), file));
    const isIt = entry?.kind === 'listing' && fileOf(entry) === file && entry.catalog === catalog;
    return isIt ? entry : undefined;
  }

  async table(
    connection: Connection,
    catalog: string,
    identifier: TableIdentifier,
  ): Promise<CachedTable | undefined> {
    const file = tableFile(catalog, identifier);
    const entry = await this.#read(join(this.#folderOf(connection), file));
    return entry?.kind === 'table' && fileOf(entry) === file ? entry : undefined;
  }

  /** Everything that is kept of a connection. */
  async *all(connection: Connection): AsyncGenerator<CacheEntry, void> {
    const folder = this.#folderOf(connection);
    for (const name of await namesIn(folder)) {
      const entry = await this.#read(join(folder, name));
      if (entry !== undefined) yield entry;
    }
  }

  /** Takes the place of what was kept before. */
  async write(connection: Connection, entry: CacheEntry): Promise<void> {
    const folder = this.#folderOf(connection);
    const text = encodeEntry(entry);
    try {
      await mkdir(folder, { recursive: true });
      const draft = join(folder, `.${randomUUID()}`);
      await writeFile(draft, text);
      await rename(draft, join(folder, fileOf(entry)));
      const written = (this.#written.get(folder) ?? this.#mostBytes) + text.length;
      this.#written.set(folder, written > this.#mostBytes / 8 ? 0 : written);
      if (written > this.#mostBytes / 8) await this.#trim(folder);
    } catch {
      // Without a cache everything works; it is only slower.
    }
  }

  #folderOf(connection: Connection): string {
    return join(this.#folder, connectionKey(connection));
  }

  async #read(file: string): Promise<CacheEntry | undefined> {
    try {
      return decodeEntry(await readFile(file, 'utf8'));
    } catch {
      return undefined;
    }
  }

  async #trim(folder: string): Promise<void> {
    const files = await Promise.all(
      (await namesIn(folder)).map(async (name) => {
        const file = join(folder, name);
        const { size, mtimeMs } = await stat(file);
        return { file, size, mtimeMs };
      }),
    );
    let total = files.reduce((sum, { size }) => sum + size, 0);
    for (const { file, size } of files.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
      if (total <= this.#mostBytes) return;
      await rm(file, { force: true });
      total -= size;
    }
  }
}

/** What of the environment leads a connection to another account. */
const variables = [
  'AWS_PROFILE',
  'AWS_ACCESS_KEY_ID',
  'AWS_REGION',
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_GLUE',
] as const;

/** A connection under other settings, or for another account, is another one. */
export function connectionKey({ name, settings }: Connection): string {
  const environment =
    settings.type === 'local' ? [] : variables.map((variable) => process.env[variable] ?? null);
  return hash([name, settings, environment]);
}

function fileOf(entry: CacheEntry): string {
  return entry.kind === 'listing'
    ? listingFile(entry.catalog, entry.namespace)
    : tableFile(entry.catalog, entry.table.identifier);
}

function listingFile(catalog: string, namespace: Namespace): string {
  return `listing-${hash([catalog, namespace])}.json`;
}

function tableFile(catalog: string, { namespace, name }: TableIdentifier): string {
  return `table-${hash([catalog, namespace, name])}.json`;
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
}

import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import type { DatasetId } from '../catalog/catalog.js';
import { internShard } from './internShard.js';
import type { KnownTable } from './knownTables.js';
import type { IndexedFile } from './lineageIndex.js';

/** Where an index is kept, and what else must be as it was for it to be of use. */
export interface StorePlace {
  readonly folder: string;
  /** The connections, the version of the extension, and the like. */
  readonly key: string;
}

export interface KeptIndex {
  readonly files: readonly IndexedFile[];
  readonly tables: readonly KnownTable[];
}

/** Of another shape: what is kept is as if it were not there. */
const format = 1;
const bucketCount = 64;

/** Which of the store's files a workspace's file is kept in. */
export function bucketOf(uri: string): number {
  return createHash('sha256').update(uri).digest().readUInt16BE(0) % bucketCount;
}

/**
 * An index on disk: the files in buckets, so that an edit rewrites a small part, and the tables. Each of the store's
 * files carries its version and a checksum; one that is damaged or of another version is thrown away.
 */
export class IndexStore {
  readonly #folder: string;
  readonly #key: string;

  constructor({ folder, key }: StorePlace) {
    this.#folder = folder;
    this.#key = createHash('sha256')
      .update(`${format}\n${process.versions.v8}\n${key}`)
      .digest('hex');
  }

  /** What is kept and of use. Never rejects. */
  async load(): Promise<KeptIndex> {
    const files: IndexedFile[] = [];
    const tables: KnownTable[] = [];
    const datasets = new Map<string, DatasetId>();
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const kept = await this.#read(join(this.#folder, name));
      if (kept === undefined) {
        await rm(join(this.#folder, name), { force: true }).catch(() => undefined);
        continue;
      }
      for (const file of kept.files) {
        files.push({ ...file, shard: internShard(file.shard, datasets) });
      }
      tables.push(...kept.tables);
    }
    return { files, tables };
  }

  /** Takes the place of what the bucket held. Rejects where the disk does. */
  async writeBucket(bucket: number, files: readonly IndexedFile[]): Promise<void> {
    await this.#write(`files-${bucket}`, { files, tables: [] });
  }

  async writeTables(tables: readonly KnownTable[]): Promise<void> {
    await this.#write('tables', { files: [], tables });
  }

  async #write(name: string, kept: KeptIndex): Promise<void> {
    const body = await gzipped(serialize(kept), { level: constants.Z_BEST_SPEED });
    await mkdir(this.#folder, { recursive: true });
    const draft = join(this.#folder, `.${randomUUID()}`);
    await writeFile(draft, [`${this.#key} ${sumOf(body)}\n`, body]);
    await rename(draft, join(this.#folder, name));
  }

  async #read(path: string): Promise<KeptIndex | undefined> {
    try {
      const content = await readFile(path);
      const end = content.indexOf('\n');
      const [key, sum] = content.toString('latin1', 0, end).split(' ');
      const body = content.subarray(end + 1);
      if (key !== this.#key || sum !== sumOf(body)) return undefined;
      const value: unknown = deserialize(await gunzipped(body));
      return isKept(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }
}

const gzipped = promisify<Uint8Array, { level: number }, Buffer>(gzip);
const gunzipped = promisify<Uint8Array, Buffer>(gunzip);

function sumOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}

/** The checksum says that it is as it was written, and the key that this version wrote it. */
function isKept(value: unknown): value is KeptIndex {
  return (
    typeof value === 'object' &&
    value !== null &&
    'files' in value &&
    'tables' in value &&
    Array.isArray(value.files) &&
    Array.isArray(value.tables)
  );
}

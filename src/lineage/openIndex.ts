import { randomUUID } from 'node:crypto';
import type { SqlParser } from '../sql/parser.js';
import { bucketOf, IndexStore, type StorePlace } from './indexStore.js';
import type { KnownTable, TableRequest } from './knownTables.js';
import { type IndexedFile, LineageIndex } from './lineageIndex.js';

/** What a catalog said is asked again after this long. */
const maxAgeMs = 24 * 3_600_000;

/** An index under its epoch, with what is kept of it on disk. */
export class OpenIndex {
  readonly epoch = randomUUID();
  readonly index: LineageIndex;
  readonly #store: IndexStore | undefined;
  /** Buckets that are not on disk as they are here, and their files. */
  readonly #changed = new Set<number>();
  readonly #buckets = new Map<number, Set<string>>();
  #areTablesChanged = false;

  private constructor(parser: SqlParser, store: IndexStore | undefined) {
    this.#store = store;
    this.index = new LineageIndex(parser, (uri) => {
      const bucket = bucketOf(uri);
      this.#changed.add(bucket);
      const uris = this.#buckets.get(bucket) ?? new Set();
      uris.add(uri);
      this.#buckets.set(bucket, uris);
    });
  }

  /** With what is on disk at the place, if there is any. */
  static async open(parser: SqlParser, place: StorePlace | undefined): Promise<OpenIndex> {
    const opened = new OpenIndex(parser, place && new IndexStore(place));
    const kept = await opened.#store?.load();
    for (const table of kept?.tables ?? []) opened.index.known.put(table);
    for (const file of kept?.files ?? []) opened.index.put(file);
    opened.#changed.clear();
    return opened;
  }

  /** Tables that the catalogs were asked for too long ago. */
  agedTables(): readonly TableRequest[] {
    const oldest = Date.now() - maxAgeMs;
    return this.index.known.all.flatMap(({ connection, name, at = 0 }) =>
      at < oldest ? [{ connection, name }] : [],
    );
  }

  putTables(tables: readonly KnownTable[]): ReturnType<LineageIndex['putTables']> {
    const at = Date.now();
    this.#areTablesChanged ||= tables.length > 0;
    return this.index.putTables(tables.map((table) => ({ ...table, at })));
  }

  /** Writes what has changed since. Rejects where the disk does; what is not written stays to be so. */
  async save(): Promise<void> {
    if (this.#store === undefined) return;
    for (const bucket of [...this.#changed]) {
      this.#changed.delete(bucket);
      try {
        await this.#store.writeBucket(bucket, this.#filesIn(bucket));
      } catch (error) {
        this.#changed.add(bucket);
        throw error;
      }
    }
    if (!this.#areTablesChanged) return;
    await this.#store.writeTables(this.index.known.all);
    this.#areTablesChanged = false;
  }

  #filesIn(bucket: number): readonly IndexedFile[] {
    return [...(this.#buckets.get(bucket) ?? [])].flatMap((uri) => this.index.file(uri) ?? []);
  }
}

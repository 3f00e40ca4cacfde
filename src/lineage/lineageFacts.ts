import type { DatasetId } from '../catalog/catalog.js';
import {
  datasetOf,
  type Edge,
  isColumn,
  keyOf,
  type LineageId,
  type Source,
} from './lineageGraph.js';
import type { Mention } from './mentions.js';
import type { Joined, Read, Shard, Unclear } from './shard.js';

/** What the shards of all files say, found by table and by column. */
export class LineageFacts {
  /** By table. */
  readonly #into = new Map<string, Set<Edge>>();
  readonly #outOf = new Map<string, Set<Edge>>();
  readonly #joined = new Map<string, Set<Joined>>();
  /** By table and by column. */
  readonly #reads = new Map<string, Set<Read>>();
  readonly #mentions = new Map<string, Set<Mention>>();
  /** By the last part of the name. */
  readonly #unclear = new Map<string, Set<Unclear>>();

  add(shard: Shard): void {
    this.#change(shard, add);
  }

  remove(shard: Shard): void {
    this.#change(shard, drop);
  }

  /** One level up: edges into a table, or into a column and into its whole table. */
  upstream(id: LineageId): readonly Edge[] {
    return edgesAt(this.#into, id, 'to');
  }

  /** One level down. A star that takes every column takes this one. */
  downstream(id: LineageId): readonly Edge[] {
    return edgesAt(this.#outOf, id, 'from');
  }

  /** Where queries read a table or a column and write nothing. */
  readsOf(id: LineageId): readonly Source[] {
    return [...(this.#reads.get(keyOf(id)) ?? [])].map(({ source }) => source);
  }

  mentionsOf(id: LineageId): readonly Mention[] {
    return [...(this.#mentions.get(keyOf(id)) ?? [])];
  }

  /** Statements that join a table to others. */
  joinsOf(dataset: DatasetId): readonly Joined[] {
    return [...(this.#joined.get(keyOf(dataset)) ?? [])];
  }

  unclearAt(lastName: string): readonly Unclear[] {
    return [...(this.#unclear.get(lastName) ?? [])];
  }

  #change(
    { edges, reads, mentions, joined, unclear }: Shard,
    change: <T>(sets: Map<string, Set<T>>, key: string, item: T) => void,
  ): void {
    for (const edge of edges) {
      change(this.#into, keyOf(datasetOf(edge.to)), edge);
      change(this.#outOf, keyOf(datasetOf(edge.from)), edge);
    }
    for (const read of reads) change(this.#reads, keyOf(read.of), read);
    for (const mention of mentions) change(this.#mentions, keyOf(mention.of), mention);
    for (const join of joined) {
      for (const table of join.tables) change(this.#joined, keyOf(table), join);
    }
    for (const each of unclear) change(this.#unclear, each.name, each);
  }
}

/** Edges of a table to others, or of one of its columns, which those of the whole table are of as well. */
function edgesAt(
  edges: ReadonlyMap<string, ReadonlySet<Edge>>,
  id: LineageId,
  near: 'from' | 'to',
): readonly Edge[] {
  const ofTable = [...(edges.get(keyOf(datasetOf(id))) ?? [])];
  if (!isColumn(id)) return ofTable.filter(({ from, to }) => !isSameTable(from, to));
  const field = id.field.toLowerCase();
  return ofTable.filter((edge) => {
    const end = edge[near];
    return !isColumn(end) || end.field.toLowerCase() === field;
  });
}

function isSameTable(a: LineageId, b: LineageId): boolean {
  const [one, other] = [datasetOf(a), datasetOf(b)];
  return one === other || keyOf(one) === keyOf(other);
}

function add<T>(sets: Map<string, Set<T>>, key: string, item: T): void {
  const set = sets.get(key) ?? new Set();
  set.add(item);
  sets.set(key, set);
}

function drop<T>(sets: Map<string, Set<T>>, key: string, item: T): void {
  const set = sets.get(key);
  set?.delete(item);
  if (set?.size === 0) sets.delete(key);
}

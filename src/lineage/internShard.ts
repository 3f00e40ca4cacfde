import type { DatasetId } from '../catalog/catalog.js';
import { isColumn, keyOf, type LineageId, type Source } from './lineageGraph.js';
import type { Shard } from './shard.js';

/**
 * A shard that was read from disk, in as little memory as one that was made of its file: what names the same table or
 * the same place is one object. `datasets` is shared by all shards.
 */
export function internShard(shard: Shard, datasets: Map<string, DatasetId>): Shard {
  const { uri } = shard;
  const sources = new Map<Source, Source>();
  const at = (source: Source): Source => {
    const known = sources.get(source) ?? { ...source, uri };
    sources.set(source, known);
    return known;
  };
  const dataset = (of: DatasetId): DatasetId => {
    const key = `${keyOf(of)}\0${of.name}`;
    const known = datasets.get(key) ?? of;
    datasets.set(key, known);
    return known;
  };
  const id = (of: LineageId): LineageId =>
    isColumn(of) ? { dataset: dataset(of.dataset), field: of.field } : dataset(of);
  return {
    ...shard,
    edges: shard.edges.map((edge) => ({
      ...edge,
      from: id(edge.from),
      to: id(edge.to),
      sources: edge.sources.map(at),
    })),
    unknowns: shard.unknowns.map((each) => ({ ...each, at: at(each.at) })),
    reads: shard.reads.map(({ of, source }) => ({ of: id(of), source: at(source) })),
    unclear: shard.unclear.map((each) => ({ ...each, at: at(each.at) })),
    mentions: shard.mentions.map((each) => ({ ...each, of: id(each.of), at: at(each.at) })),
    joined: shard.joined.map((each) => ({ tables: each.tables.map(dataset), at: at(each.at) })),
  };
}

import { datasetOf, type Edge, isColumn, type LineageId } from '../../src/lineage/lineageGraph.js';

/** Edges as tests write them: `silver.orders:amount -> gold.daily:revenue aggregation 02_gold.sql:4`. */
export function edgesText(edges: readonly Edge[]): readonly string[] {
  return edges.map((edge) => {
    const places = edge.sources.map(
      ({ uri, line }) => `${uri.split('/').at(-1) ?? ''}:${line ?? '?'}`,
    );
    return `${idText(edge.from)} -> ${idText(edge.to)} ${edge.subtype} ${places.join(' ')}`.trim();
  });
}

function idText(id: LineageId): string {
  const { name } = datasetOf(id);
  return isColumn(id) ? `${name}:${id.field}` : name;
}

import {
  datasetOf,
  type Edge,
  isColumn,
  type LineageId,
  type Source,
} from '../../src/lineage/lineageGraph.js';
import type { Links } from '../../src/lineage/links.js';

/** Edges as tests write them: `silver.orders:amount -> gold.daily:revenue aggregation 02_gold.sql:4`. */
export function edgesText(edges: readonly Edge[]): readonly string[] {
  return edges.map((edge) => {
    const places = edge.sources.map(placeText);
    return `${idText(edge.from)} -> ${idText(edge.to)} ${edge.subtype} ${places.join(' ')}`.trim();
  });
}

/** Links as tests write them: `direct silver.orders aggregation filter 02_gold.sql:3 02_gold.sql:8 +1`. */
export function linksText({ direct, indirect }: Links): readonly string[] {
  return [direct, indirect].flatMap(({ links, more }) => [
    ...links.map(({ kind, end, ways, expression, places }) => {
      const lines = [
        ...places.first.map(placeText),
        ...(places.more > 0 ? [`+${places.more}`] : []),
      ];
      return [kind, idText(end), ...ways, expression ?? [], ...lines].flat().join(' ');
    }),
    ...(more > 0 ? [`+${more}`] : []),
  ]);
}

function placeText({ uri, line }: Source): string {
  return `${uri.split('/').at(-1) ?? ''}:${line ?? '?'}`;
}

function idText(id: LineageId): string {
  const { name } = datasetOf(id);
  return isColumn(id) ? `${name}:${id.field}` : name;
}

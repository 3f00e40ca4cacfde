import { isColumn } from '../lineageGraph.js';
import type { Neighbour, NeighbourEdge } from '../neighbours.js';
import { mermaidLabel } from '../script/mermaid.js';

/** A part of the graph as a flowchart of Mermaid: solid lines for values, dotted ones for what decides about rows. */
export function graphMermaid(nodes: readonly Neighbour[], edges: readonly NeighbourEdge[]): string {
  const ids = new Map(nodes.map(({ key }, at) => [key, `n${at}`]));
  const tables = new Map<string, Neighbour[]>();
  for (const node of nodes) tables.set(node.table, [...(tables.get(node.table) ?? []), node]);
  const lines = [...tables].flatMap(([table, own], at): readonly string[] => {
    const [only] = own;
    if (own.length === 1 && only !== undefined && !isColumn(only.id)) {
      return [`  ${ids.get(only.key) ?? ''}[${mermaidLabel(table)}]`];
    }
    const inside = own.map(
      ({ id, key }) =>
        `    ${ids.get(key) ?? ''}[${mermaidLabel(isColumn(id) ? id.field : table)}]`,
    );
    return [`  subgraph t${at}[${mermaidLabel(table)}]`, ...inside, '  end'];
  });
  const kinds = new Map<string, NeighbourEdge['kind']>();
  for (const { from, to, kind } of edges) {
    const [left, right] = [ids.get(from), ids.get(to)];
    if (left === undefined || right === undefined) continue;
    const ends = `${left} ${right}`;
    if (kind === 'direct' || !kinds.has(ends)) kinds.set(ends, kind);
  }
  const arrows = [...kinds].map(
    ([ends, kind]) => `  ${ends.replace(' ', kind === 'direct' ? ' --> ' : ' -.-> ')}`,
  );
  return ['flowchart LR', ...lines, ...arrows, ''].join('\n');
}

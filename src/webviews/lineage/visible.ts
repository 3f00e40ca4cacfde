import { type Direction, directions, edgesAt, farEnd, type Graph } from './graph.js';
import type { EdgeView, NodeView } from './protocol.js';

/** Which part of the graph a person wants to see. */
export interface Filter {
  readonly direction: Direction | 'both';
  readonly withIndirect: boolean;
}

/** Nodes that are open in a direction: their neighbours there are shown. */
export type OpenNodes = ReadonlySet<string>;

export function openKey(key: string, direction: Direction): string {
  return `${direction} ${key}`;
}

export interface Visible {
  readonly nodes: readonly NodeView[];
  readonly edges: readonly EdgeView[];
}

/** What can be reached from the subject through open nodes, and all edges between. */
export function visibleOf(graph: Graph, subject: string, open: OpenNodes, filter: Filter): Visible {
  const ways = directions.filter((one) => filter.direction === 'both' || filter.direction === one);
  const shown = new Set([subject]);
  // A set grows while it is walked through.
  for (const key of shown) {
    for (const direction of ways) {
      if (!open.has(openKey(key, direction))) continue;
      for (const edge of edgesAt(graph, key, direction)) {
        if (isWanted(edge, filter)) shown.add(farEnd(edge, direction));
      }
    }
  }
  const nodes = [...shown].flatMap((key) => graph.nodes.get(key) ?? []);
  const keys = new Set(nodes.map(({ key }) => key));
  const edges = nodes.flatMap(({ key }) =>
    edgesAt(graph, key, 'up').filter((edge) => keys.has(edge.from) && isWanted(edge, filter)),
  );
  return { nodes, edges };
}

export function isWanted({ kind }: EdgeView, { withIndirect }: Filter): boolean {
  return kind === 'direct' || withIndirect;
}

/** Opens what is loaded around a node, so many levels in a direction. Returns the nodes at its rim. */
export function openLevels(
  graph: Graph,
  open: Set<string>,
  from: string,
  direction: Direction,
  levels: number,
): readonly string[] {
  const seen = new Set([from]);
  let rim: readonly string[] = [from];
  for (let level = 0; level < levels && rim.length > 0; level++) {
    const next: string[] = [];
    for (const key of rim) {
      open.add(openKey(key, direction));
      for (const edge of edgesAt(graph, key, direction)) {
        const end = farEnd(edge, direction);
        if (seen.has(end)) continue;
        seen.add(end);
        next.push(end);
      }
    }
    rim = next;
  }
  return rim;
}

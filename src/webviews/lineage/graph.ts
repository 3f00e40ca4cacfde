import type { EdgeView, NodeView, Slice } from './protocol.js';

export type Direction = 'up' | 'down';

/** What was loaded so far, grown slice by slice. */
export interface Graph {
  readonly nodes: Map<string, NodeView>;
  readonly edges: Map<string, EdgeView>;
  /** Edges into a node and out of it, by its key. */
  readonly at: Readonly<Record<Direction, Map<string, Set<EdgeView>>>>;
  /** How many neighbours a node has, loaded or not. */
  readonly total: Readonly<Record<Direction, Map<string, number>>>;
}

export function emptyGraph(): Graph {
  return {
    nodes: new Map(),
    edges: new Map(),
    at: { up: new Map(), down: new Map() },
    total: { up: new Map(), down: new Map() },
  };
}

/** Takes a slice in. What it says of a node that is there already replaces what was said. */
export function merge(graph: Graph, { nodes, edges }: Slice): void {
  for (const node of nodes) graph.nodes.set(node.key, node);
  for (const edge of edges) {
    const before = graph.edges.get(edge.id);
    if (before !== undefined) {
      graph.at.up.get(edge.to)?.delete(before);
      graph.at.down.get(edge.from)?.delete(before);
    }
    graph.edges.set(edge.id, edge);
    addTo(graph.at.up, edge.to, edge);
    addTo(graph.at.down, edge.from, edge);
  }
  const within = { up: new Map<string, Set<string>>(), down: new Map<string, Set<string>>() };
  for (const { from, to } of edges) {
    addTo(within.up, to, from);
    addTo(within.down, from, to);
  }
  for (const { key, more } of nodes) {
    for (const direction of directions) {
      graph.total[direction].set(key, more[direction] + (within[direction].get(key)?.size ?? 0));
    }
  }
}

export const directions: readonly Direction[] = ['up', 'down'];

export function edgesAt(graph: Graph, key: string, direction: Direction): readonly EdgeView[] {
  return [...(graph.at[direction].get(key) ?? [])];
}

/** The node at the other end. */
export function farEnd({ from, to }: EdgeView, direction: Direction): string {
  return direction === 'up' ? from : to;
}

/** How many neighbours are not loaded. */
export function unloaded(graph: Graph, key: string, direction: Direction): number {
  const known = new Set(edgesAt(graph, key, direction).map((edge) => farEnd(edge, direction)));
  return Math.max(0, (graph.total[direction].get(key) ?? 0) - known.size);
}

function addTo<T>(sets: Map<string, Set<T>>, key: string, item: T): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([item]));
  else set.add(item);
}

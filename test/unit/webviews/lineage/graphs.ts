import { emptyGraph, type Graph, merge } from '../../../../src/webviews/lineage/graph.js';
import type { EdgeView, NodeView } from '../../../../src/webviews/lineage/protocol.js';

/** `a -> b` is direct, `a ~> b` indirect; a column is `t.c`, and more neighbours are given as `a +2up`. */
export function graphOf(lines: readonly string[]): Graph {
  const graph = emptyGraph();
  merge(graph, sliceOf(lines));
  return graph;
}

export function sliceOf(lines: readonly string[]): {
  readonly nodes: readonly NodeView[];
  readonly edges: readonly EdgeView[];
  readonly notes: readonly string[];
} {
  const nodes = new Map<string, NodeView>();
  const edges: EdgeView[] = [];
  for (const line of lines) {
    const [from = '', arrow = '', to = ''] = line.split(' ');
    nodes.set(from, nodes.get(from) ?? node(from));
    const more = /^\+(\d+)(up|down)$/.exec(arrow);
    if (more !== null) {
      nodes.set(from, {
        ...node(from),
        more: { up: 0, down: 0, [more[2] ?? '']: Number(more[1]) },
      });
    } else if (to !== '') {
      nodes.set(to, nodes.get(to) ?? node(to));
      edges.push(edge(from, to, arrow === '~>' ? 'indirect' : 'direct'));
    }
  }
  return { nodes: [...nodes.values()], edges, notes: [] };
}

export function node(key: string): NodeView {
  const [table = '', column] = key.split('.');
  return {
    key,
    table,
    label: table,
    ...(column === undefined ? {} : { column: { name: column } }),
    kind: 'table',
    kindText: 'table',
    more: { up: 0, down: 0 },
    unknowns: [],
  };
}

export function edge(from: string, to: string, kind: EdgeView['kind']): EdgeView {
  return { id: `${from} ${kind} ${to}`, from, to, kind, text: '', places: [], morePlaces: 0 };
}

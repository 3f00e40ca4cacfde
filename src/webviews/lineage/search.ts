import type { Graph } from './graph.js';
import { nodeName } from './treeRows.js';

/** Nodes whose name holds the text, in the order of their names. */
export function matchesOf(graph: Graph, keys: Iterable<string>, text: string): readonly string[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const named = [...keys].map((key) => ({ key, name: nodeName(graph.nodes.get(key)) }));
  return named
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ key }) => key);
}

import { type Direction, directions, type Graph } from './graph.js';
import { childrenOf } from './treeRows.js';
import type { Filter } from './visible.js';

/** The shortest way through the tree to a node: the paths of the rows above it, and its own last. */
export function treePath(
  graph: Graph,
  subject: string,
  to: string,
  filter: Filter,
): readonly string[] | undefined {
  if (to === subject) return [''];
  const ways = directions.filter((one) => filter.direction === 'both' || filter.direction === one);
  const paths = ways.map((direction) => pathIn(graph, subject, to, direction, filter));
  return paths.reduce<readonly string[] | undefined>(
    (best, path) =>
      best === undefined || (path !== undefined && path.length < best.length) ? path : best,
    undefined,
  );
}

function pathIn(
  graph: Graph,
  subject: string,
  to: string,
  direction: Direction,
  filter: Filter,
): readonly string[] | undefined {
  const before = new Map<string, string | undefined>([[subject, undefined]]);
  // A map grows while it is walked through.
  for (const key of before.keys()) {
    for (const end of childrenOf(graph, key, direction, filter).keys()) {
      if (before.has(end)) continue;
      before.set(end, key);
      if (end !== to) continue;
      const nodes: string[] = [];
      for (let node: string | undefined = end; node !== undefined; node = before.get(node)) {
        nodes.unshift(node);
      }
      // The subject itself stands for the group of its direction.
      return ['', ...nodes.map((_, at) => [direction, ...nodes.slice(1, at + 1)].join('\n'))];
    }
  }
  return undefined;
}

import { lists, type Numbered } from './layers.js';

/** A graph whose every edge joins two layers that lie side by side. */
export interface Proper {
  /** Nodes of the graph, then bends: points through which long edges go. */
  readonly layer: readonly number[];
  readonly out: readonly (readonly number[])[];
  readonly into: readonly (readonly number[])[];
  /** The bends of each edge, in the order of the layers; an edge without any has none. */
  readonly bends: readonly (readonly number[])[];
}

/**
 * Cuts edges that skip layers into pieces. Those that share an end share their bends, so that a table that everything
 * reads is drawn as one trunk with branches, and not as a thousand lines.
 */
export function withBends(graph: Numbered, nodeLayer: readonly number[]): Proper {
  const layer = [...nodeLayer];
  const pieces = new Set<string>();
  const out = lists(graph.size);
  const into = lists(graph.size);
  const join = (from: number, to: number): void => {
    const piece = `${from} ${to}`;
    if (pieces.has(piece)) return;
    pieces.add(piece);
    out[from]?.push(to);
    into[to]?.push(from);
  };
  const long = { from: new Map<number, number>(), to: new Map<number, number>() };
  const oriented = graph.edges.map(({ from, to }) => {
    // Edges against the layers are drawn from right to left.
    const [left, right] = (layer[from] ?? 0) <= (layer[to] ?? 0) ? [from, to] : [to, from];
    const span = (layer[right] ?? 0) - (layer[left] ?? 0);
    if (span > 1) {
      long.from.set(left, (long.from.get(left) ?? 0) + 1);
      long.to.set(right, (long.to.get(right) ?? 0) + 1);
    }
    return { left, right, span };
  });
  const shared = new Map<string, number>();
  const bends = oriented.map(({ left, right, span }): readonly number[] => {
    if (span === 0) return [];
    const trunk =
      (long.from.get(left) ?? 0) >= (long.to.get(right) ?? 0) ? `< ${left}` : `> ${right}`;
    const own: number[] = [];
    let before = left;
    for (let at = (layer[left] ?? 0) + 1; at < (layer[right] ?? 0); at++) {
      const key = `${trunk} ${at}`;
      let bend = shared.get(key);
      if (bend === undefined) {
        bend = layer.length;
        shared.set(key, bend);
        layer.push(at);
        out.push([]);
        into.push([]);
      }
      join(before, bend);
      own.push(bend);
      before = bend;
    }
    join(before, right);
    return own;
  });
  return { layer, out, into, bends };
}

/** A graph by numbers: nodes from 0, edges between them. */
export interface Numbered {
  readonly size: number;
  readonly edges: readonly { readonly from: number; readonly to: number }[];
}

/**
 * The layer of each node, from 0, and which edges go against the layers: those that close a circle. Every other edge
 * leads from a layer to a higher one. Without recursion: a chain may be thousands long.
 */
export function layersOf(graph: Numbered): {
  readonly layer: readonly number[];
  readonly isBackward: readonly boolean[];
} {
  const isBackward = findBackward(graph);
  const out = lists(graph.size);
  const into = lists(graph.size);
  graph.edges.forEach(({ from, to }, at) => {
    if (isBackward[at] === true) return;
    out[from]?.push(to);
    into[to]?.push(from);
  });
  const left = into.map((froms) => froms.length);
  const order = left.flatMap((count, node) => (count === 0 ? [node] : []));
  const layer = new Array<number>(graph.size).fill(0);
  // The list grows while it is walked through.
  for (const node of order) {
    for (const to of out[node] ?? []) {
      layer[to] = Math.max(layer[to] ?? 0, (layer[node] ?? 0) + 1);
      const rest = (left[to] ?? 0) - 1;
      left[to] = rest;
      if (rest === 0) order.push(to);
    }
  }
  // A node that more comes out of than goes into is drawn near to what comes out of it.
  for (const node of order.reverse()) {
    const ends = out[node] ?? [];
    if (ends.length <= (into[node]?.length ?? 0)) continue;
    layer[node] = ends.reduce((least, end) => Math.min(least, (layer[end] ?? 0) - 1), Infinity);
  }
  return { layer, isBackward };
}

/** Edges that lead back to a node from which the walk came. */
function findBackward({ size, edges }: Numbered): readonly boolean[] {
  const out = lists(size);
  const hasInto = new Array<boolean>(size).fill(false);
  edges.forEach(({ from, to }, at) => {
    out[from]?.push(at);
    hasInto[to] = true;
  });
  const isBackward = new Array<boolean>(edges.length).fill(false);
  const state = new Uint8Array(size); // 0 not seen, 1 on the way, 2 done.
  const next = new Uint32Array(size);
  const nodes = Array.from({ length: size }, (_, node) => node);
  // From where nothing leads to, so that what is turned round is what a person would call the way back.
  const starts = [...nodes.filter((node) => hasInto[node] !== true), ...nodes];
  for (const start of starts) {
    if (state[start] !== 0) continue;
    const way = [start];
    state[start] = 1;
    for (let node = way.at(-1); node !== undefined; node = way.at(-1)) {
      const at = out[node]?.[next[node] ?? 0];
      next[node] = (next[node] ?? 0) + 1;
      const to = at === undefined ? undefined : edges[at]?.to;
      if (at === undefined || to === undefined) {
        state[node] = 2;
        way.pop();
      } else if (state[to] === 1) {
        isBackward[at] = true;
      } else if (state[to] === 0) {
        state[to] = 1;
        way.push(to);
      }
    }
  }
  return isBackward;
}

export function lists(size: number): number[][] {
  return Array.from({ length: size }, () => []);
}

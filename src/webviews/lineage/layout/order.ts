import type { Proper } from './bends.js';

const sweeps = 12;

/** The nodes of each layer from top to bottom, so that few edges cross: each near the middle of its neighbours. */
export function orderOf({ layer, out, into }: Proper): readonly (readonly number[])[] {
  const count = layer.reduce((most, each) => Math.max(most, each + 1), 0);
  const layers: number[][] = Array.from({ length: count }, () => []);
  for (const node of depthFirst(layer, out, into)) layers[layer[node] ?? 0]?.push(node);
  const place = new Float64Array(layer.length);
  const settle = (nodes: readonly number[]): void => {
    nodes.forEach((node, at) => {
      place[node] = at;
    });
  };
  layers.forEach(settle);
  const sortBy = (nodes: number[], neighbours: Proper['out']): void => {
    const middle = new Map(
      nodes.map((node) => {
        const around = neighbours[node] ?? [];
        const sum = around.reduce((all, each) => all + (place[each] ?? 0), 0);
        return [node, around.length === 0 ? (place[node] ?? 0) : sum / around.length] as const;
      }),
    );
    nodes.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0));
    settle(nodes);
  };
  for (let sweep = 0; sweep < sweeps; sweep++) {
    if (sweep % 2 === 0) for (const nodes of layers) sortBy(nodes, into);
    else for (const nodes of [...layers].reverse()) sortBy(nodes, out);
  }
  return layers;
}

/** Neighbours close together from the start. */
function depthFirst(
  layer: readonly number[],
  out: Proper['out'],
  into: Proper['into'],
): readonly number[] {
  const seen = new Uint8Array(layer.length);
  const order: number[] = [];
  const starts = layer.map((_, node) => node).sort((a, b) => (layer[a] ?? 0) - (layer[b] ?? 0));
  for (const start of starts) {
    const way = [start];
    for (let node = way.pop(); node !== undefined; node = way.pop()) {
      if (seen[node] === 1) continue;
      seen[node] = 1;
      order.push(node);
      // The first of them is walked first.
      way.push(...[...(out[node] ?? []), ...(into[node] ?? [])].reverse());
    }
  }
  return order;
}

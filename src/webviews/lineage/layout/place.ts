import type { Proper } from './bends.js';

const sweeps = 8;
/** Long edges are drawn straight rather than boxes are moved to their middle. */
const bendWeight = 4;

/**
 * The middle of each node from top to bottom, as near to the middle of its neighbours as the order within its layer
 * and the space between nodes allow.
 */
export function placesOf(
  layers: readonly (readonly number[])[],
  { layer, out, into }: Proper,
  size: number,
  heightOf: (node: number) => number,
  gapOf: (above: number, below: number) => number,
): Float64Array {
  const middle = new Float64Array(layer.length);
  const pack = (nodes: readonly number[], wanted: (node: number) => number): void => {
    // Without what lies above, so that all that is asked for is: never less than the one before.
    const offsets = new Float64Array(nodes.length);
    nodes.forEach((node, at) => {
      const above = nodes[at - 1];
      if (above === undefined) return;
      const between = heightOf(above) / 2 + gapOf(above, node) + heightOf(node) / 2;
      offsets[at] = (offsets[at - 1] ?? 0) + between;
    });
    const fitted = isotonic(
      nodes.map((node, at) => wanted(node) - (offsets[at] ?? 0)),
      nodes.map((node) => (node < size ? 1 : bendWeight)),
    );
    nodes.forEach((node, at) => {
      middle[node] = (fitted[at] ?? 0) + (offsets[at] ?? 0);
    });
  };
  for (const nodes of layers) pack(nodes, () => 0);
  const near = (node: number, ...sides: readonly Proper['out'][]): number => {
    const around = sides.flatMap((side) => side[node] ?? []);
    if (around.length === 0) return middle[node] ?? 0;
    return around.reduce((sum, each) => sum + (middle[each] ?? 0), 0) / around.length;
  };
  for (let sweep = 0; sweep < sweeps; sweep++) {
    if (sweep % 2 === 0) for (const nodes of layers) pack(nodes, (node) => near(node, into));
    else for (const nodes of [...layers].reverse()) pack(nodes, (node) => near(node, out));
  }
  for (const nodes of layers) pack(nodes, (node) => near(node, into, out));
  return middle;
}

/** The values that never fall and are nearest to those wanted, by the sum of weighted squares. */
export function isotonic(wanted: readonly number[], weights: readonly number[]): Float64Array {
  const blocks: { value: number; weight: number; count: number }[] = [];
  wanted.forEach((value, at) => {
    let block = { value, weight: weights[at] ?? 1, count: 1 };
    // Neighbours that would fall become one, at their mean.
    for (let last = blocks.at(-1); last !== undefined && last.value > block.value;) {
      blocks.pop();
      const weight = last.weight + block.weight;
      block = {
        value: (last.value * last.weight + block.value * block.weight) / weight,
        weight,
        count: last.count + block.count,
      };
      last = blocks.at(-1);
    }
    blocks.push(block);
  });
  const fitted = new Float64Array(wanted.length);
  let at = 0;
  for (const { value, count } of blocks) {
    fitted.fill(value, at, at + count);
    at += count;
  }
  return fitted;
}

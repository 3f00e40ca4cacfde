import { withBends } from './bends.js';
import { layersOf } from './layers.js';
import { orderOf } from './order.js';
import { placesOf } from './place.js';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Link {
  readonly from: string;
  readonly to: string;
}

/** Left upper corner, in pixels at full size. */
export interface Placed extends Size {
  readonly x: number;
  readonly y: number;
  /** From 0, left to right. */
  readonly layer: number;
}

export interface Layout extends Size {
  readonly boxes: ReadonlyMap<string, Placed>;
  readonly routes: readonly Route[];
}

export interface Route extends Link {
  /** Points between the two boxes: where the line enters and leaves each layer that it crosses. */
  readonly bends: readonly { readonly left: number; readonly right: number; readonly y: number }[];
  /** It closes a circle, and leads from right to left. */
  readonly isBackward: boolean;
}

const nothing: Size = { width: 0, height: 0 };
const between = { layers: 88, boxes: 18, lines: 10 };

/** Boxes in layers from left to right. The same input always gives the same picture. */
export function layOut(boxes: ReadonlyMap<string, Size>, links: readonly Link[]): Layout {
  const keys = [...boxes.keys()];
  const numbers = new Map(keys.map((key, at) => [key, at]));
  const known = links.flatMap((link) => {
    const [from, to] = [numbers.get(link.from), numbers.get(link.to)];
    return from === undefined || to === undefined || from === to
      ? []
      : [{ ...link, edge: { from, to } }];
  });
  const graph = { size: keys.length, edges: known.map(({ edge }) => edge) };
  const { layer, isBackward } = layersOf(graph);
  const proper = withBends(graph, layer);
  const layers = orderOf(proper);
  const sizeOf = (node: number): Size => boxes.get(keys[node] ?? '') ?? nothing;
  const isBend = (node: number): boolean => node >= keys.length;
  const middle = placesOf(
    layers,
    proper,
    keys.length,
    (node) => sizeOf(node).height,
    (above, below) => (isBend(above) && isBend(below) ? between.lines : between.boxes),
  );
  const top = middle.reduce(
    (least, each, node) => Math.min(least, each - sizeOf(node).height / 2),
    Infinity,
  );
  const columns = columnsOf(layers.map((nodes) => nodes.map((node) => sizeOf(node).width)));
  const placed = new Map(
    keys.map((key, node): readonly [string, Placed] => {
      const size = sizeOf(node);
      const at = layer[node] ?? 0;
      const y = (middle[node] ?? 0) - size.height / 2 - top;
      return [key, { ...size, x: columns[at]?.left ?? 0, y, layer: at }];
    }),
  );
  const routes = known.map(({ from, to }, at): Route => ({
    from,
    to,
    isBackward: isBackward[at] ?? false,
    bends: (proper.bends[at] ?? []).map((bend) => {
      const { left = 0, right = 0 } = columns[proper.layer[bend] ?? 0] ?? {};
      return { left, right, y: (middle[bend] ?? 0) - top };
    }),
  }));
  return {
    boxes: placed,
    routes,
    width: columns.at(-1)?.right ?? 0,
    height: middle.reduce(
      (most, each, node) => Math.max(most, each - top + sizeOf(node).height / 2),
      0,
    ),
  };
}

function columnsOf(
  widths: readonly (readonly number[])[],
): readonly { readonly left: number; readonly right: number }[] {
  let left = 0;
  return widths.map((each) => {
    const right = each.reduce((most, width) => Math.max(most, left + width), left);
    const column = { left, right };
    left = right + between.layers;
    return column;
  });
}

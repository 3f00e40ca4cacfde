import { type Layout, type Link, layOut, type Placed } from './layout/layout.js';
import type { ColumnView, EdgeView, NodeKind, NodeView } from './protocol.js';
import type { Visible } from './visible.js';

/** A table as it is drawn, with those of its columns that are shown. */
export interface Box {
  readonly key: string;
  readonly kind: NodeKind;
  /** The last part of the name, and what stands before it; both cut where they are too long. */
  readonly title: string;
  readonly place: string;
  readonly label: string;
  /** The table, where it is a node itself. */
  readonly node: NodeView | undefined;
  readonly rows: readonly BoxRow[];
  /** Columns that are not drawn. */
  readonly moreRows: number;
  readonly width: number;
  readonly height: number;
}

export interface BoxRow {
  readonly name: string;
  readonly text: string;
  readonly type: string;
  /** The column, where it is a node itself. */
  readonly node: NodeView | undefined;
}

/** A line between two nodes, for all edges that lead from the one to the other. */
export interface Line {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly edges: readonly EdgeView[];
  readonly kind: EdgeView['kind'];
  readonly isBackward: boolean;
  /** The path of the SVG, and what it lies within. */
  readonly path: string;
  readonly bounds: Bounds;
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Drawing {
  readonly boxes: readonly (Box & Placed)[];
  readonly lines: readonly Line[];
  /** The middle of each node, by its key, and the box that it is in. */
  readonly nodes: ReadonlyMap<string, { readonly box: Box & Placed; readonly y: number }>;
  readonly width: number;
  readonly height: number;
}

export const metrics = { head: 42, row: 22, foot: 6, icon: 34, side: 12 };
const widths = { least: 130, most: 300 };
const mostRows = 40;

/** How wide a text is, in pixels. */
export type Measure = (text: string) => number;

/** Lays out what is visible. `columns` are those of tables that are unfolded. */
export function drawingOf(
  { nodes, edges }: Visible,
  columns: ReadonlyMap<string, readonly ColumnView[]>,
  measure: Measure,
): Drawing {
  const boxes = new Map(
    [...byTable(nodes)].map(([key, own]) => [key, boxOf(key, own, columns, measure)]),
  );
  const boxOfNode = new Map(nodes.map(({ key, table }) => [key, table]));
  const links = new Map<string, Link>();
  for (const { from, to } of edges) {
    const link = { from: boxOfNode.get(from) ?? '', to: boxOfNode.get(to) ?? '' };
    links.set(`${link.from}\n${link.to}`, link);
  }
  const layout = layOut(boxes, [...links.values()]);
  const placed = [...boxes.values()].flatMap((box): readonly (Box & Placed)[] => {
    const place = layout.boxes.get(box.key);
    return place === undefined ? [] : [{ ...box, ...place }];
  });
  const middles = new Map(placed.flatMap((box) => middlesOf(box)));
  return {
    boxes: placed,
    lines: linesOf(edges, middles, layout),
    nodes: middles,
    width: layout.width,
    height: layout.height,
  };
}

function byTable(nodes: readonly NodeView[]): ReadonlyMap<string, readonly NodeView[]> {
  const tables = new Map<string, NodeView[]>();
  for (const node of nodes) {
    const own = tables.get(node.table);
    if (own === undefined) tables.set(node.table, [node]);
    else own.push(node);
  }
  return tables;
}

function boxOf(
  key: string,
  nodes: readonly NodeView[],
  columns: ReadonlyMap<string, readonly ColumnView[]>,
  measure: Measure,
): Box {
  const [first] = nodes;
  const label = first?.label ?? '';
  const dot = label.lastIndexOf('.');
  const [title, place] = [label.slice(dot + 1), label.slice(0, Math.max(0, dot))];
  const node = nodes.find(({ column }) => column === undefined);
  const ofPath = nodes.flatMap((each) =>
    each.column === undefined ? [] : [{ ...each.column, node: each }],
  );
  const all =
    ofPath.length > 0
      ? ofPath
      : (columns.get(key) ?? []).map((each) => ({ ...each, node: undefined }));
  const drawn = all.slice(0, mostRows);
  const rowWidths = drawn.map(
    ({ name, type }) => measure(name) + (type === undefined ? 0 : measure(type) + 16),
  );
  const wanted = Math.max(
    measure(title) + metrics.icon + metrics.side,
    measure(place) + metrics.icon + metrics.side,
    ...rowWidths.map((each) => each + 2 * metrics.side),
  );
  const width = Math.ceil(Math.min(widths.most, Math.max(widths.least, wanted)));
  const inHead = width - metrics.icon - metrics.side;
  const rows = drawn.map(({ name, type = '', node: own }): BoxRow => {
    const text = cut(name, width - 2 * metrics.side, measure);
    const rest = width - 2 * metrics.side - measure(text) - 16;
    return { name, text, type: rest < 30 ? '' : cut(type, rest, measure), node: own };
  });
  const lines = rows.length + (all.length > drawn.length ? 1 : 0);
  return {
    key,
    kind: first?.kind ?? 'table',
    title: cut(title, inHead, measure),
    place: cut(place, inHead, measure),
    label,
    node,
    rows,
    moreRows: all.length - drawn.length,
    width,
    height: metrics.head + (lines === 0 ? 0 : lines * metrics.row + metrics.foot),
  };
}

/** The text as far as it fits. */
export function cut(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  let [low, high] = [0, text.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (measure(`${text.slice(0, middle)}…`) <= width) low = middle;
    else high = middle;
  }
  return `${text.slice(0, low)}…`;
}

function middlesOf(
  box: Box & Placed,
): readonly (readonly [string, { readonly box: Box & Placed; readonly y: number }])[] {
  const head = { box, y: box.y + metrics.head / 2 };
  const ofRows = box.rows.flatMap(({ node }, at) => {
    const y = box.y + metrics.head + (at + 0.5) * metrics.row;
    return node === undefined ? [] : [[node.key, { box, y }] as const];
  });
  return box.node === undefined ? ofRows : [[box.node.key, head], ...ofRows];
}

function linesOf(
  edges: readonly EdgeView[],
  nodes: Drawing['nodes'],
  { routes }: Layout,
): readonly Line[] {
  const byEnds = new Map(routes.map((route) => [`${route.from}\n${route.to}`, route]));
  const lines = new Map<string, EdgeView[]>();
  for (const edge of edges) {
    const id = `${edge.from}\n${edge.to}`;
    const own = lines.get(id);
    if (own === undefined) lines.set(id, [edge]);
    else own.push(edge);
  }
  return [...lines].flatMap(([id, own]): readonly Line[] => {
    const [{ from, to } = { from: '', to: '' }] = own;
    const [start, end] = [nodes.get(from), nodes.get(to)];
    if (start === undefined || end === undefined) return [];
    const route = byEnds.get(`${start.box.key}\n${end.box.key}`);
    const isBackward = route?.isBackward ?? false;
    const points =
      start.box === end.box
        ? undefined
        : isBackward
          ? [
              { left: start.box.x, right: start.box.x, y: start.y },
              ...(route?.bends ?? [])
                .map(({ left, right, y }) => ({ left: right, right: left, y }))
                .reverse(),
              { left: end.box.x + end.box.width, right: end.box.x + end.box.width, y: end.y },
            ]
          : [
              { left: start.box.x, right: start.box.x + start.box.width, y: start.y },
              ...(route?.bends ?? []),
              { left: end.box.x, right: end.box.x, y: end.y },
            ];
    const kind = own.some((edge) => edge.kind === 'direct') ? 'direct' : 'indirect';
    const rest = { id, from, to, edges: own, kind, isBackward } as const;
    if (points === undefined) return [{ ...rest, ...loop(start.box, start.y, end.y) }];
    return [{ ...rest, path: curve(points), bounds: boundsOf(points) }];
  });
}

interface Point {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let [x, y] = [first.right, first.y];
  const parts = [`M${round(x)} ${round(y)}`];
  for (const point of rest) {
    const middle = round((x + point.left) / 2);
    parts.push(
      `C${middle} ${round(y)} ${middle} ${round(point.y)} ${round(point.left)} ${round(point.y)}`,
    );
    if (point.right !== point.left) parts.push(`H${round(point.right)}`);
    [x, y] = [point.right, point.y];
  }
  return parts.join('');
}

/** From one column of a table to another, beside it. */
function loop(box: Placed, from: number, to: number): Pick<Line, 'path' | 'bounds'> {
  const x = box.x + box.width;
  const path = `M${round(x)} ${round(from)}C${round(x + 36)} ${round(from)} ${round(x + 36)} ${round(to)} ${round(x)} ${round(to)}`;
  return {
    path,
    bounds: { left: x, right: x + 36, top: Math.min(from, to), bottom: Math.max(from, to) },
  };
}

function boundsOf(points: readonly Point[]): Bounds {
  const xs = points.flatMap(({ left, right }) => [left, right]);
  const ys = points.map(({ y }) => y);
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

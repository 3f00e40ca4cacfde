import { type Direction, directions, edgesAt, farEnd, type Graph, unloaded } from './graph.js';
import type { EdgeView, NodeView } from './protocol.js';
import { type Filter, isWanted } from './visible.js';

/** A line of the tree. `path` is its place in it: the same node may stand in several. */
export type TreeRow = {
  readonly path: string;
  /** From 1. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  /** Nothing for a row that has no children. */
  readonly isOpen: boolean | undefined;
} & (
  | { readonly kind: 'subject'; readonly node: NodeView }
  | { readonly kind: 'group'; readonly direction: Direction }
  | {
      readonly kind: 'node';
      readonly node: NodeView;
      readonly direction: Direction;
      readonly edges: readonly EdgeView[];
      /** It is one of its own parents: the tree would never end. */
      readonly isRepeated: boolean;
    }
  | { readonly kind: 'unknown'; readonly of: NodeView; readonly at: number }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'loading'; readonly of: string; readonly direction: Direction }
);

/** What a person has opened or folded; what is not in it is open as deep as `openLevels` says. */
export type Folds = ReadonlyMap<string, boolean>;

/** Levels of nodes that are open at first. */
const openAtFirst = 2;

/** The rows that are to be seen, from the top down. Only what is open is walked. */
export function treeRows(
  graph: Graph,
  subject: string,
  folds: Folds,
  filter: Filter,
): readonly TreeRow[] {
  const node = graph.nodes.get(subject);
  if (node === undefined) return [];
  const rows: TreeRow[] = [];
  const ways = directions.filter((one) => filter.direction === 'both' || filter.direction === one);
  const isOpen = folds.get('') ?? true;
  rows.push({ kind: 'subject', node, path: '', level: 1, position: 1, siblings: 1, isOpen });
  if (!isOpen) return rows;
  ways.forEach((direction, at) => {
    const path = direction;
    const isGroupOpen = folds.get(path) ?? true;
    const place = { level: 2, position: at + 1, siblings: ways.length };
    rows.push({ kind: 'group', direction, path, ...place, isOpen: isGroupOpen });
    if (isGroupOpen) addChildren(node, direction, path, 3, new Set([subject]));
  });
  return rows;

  function addChildren(
    of: NodeView,
    direction: Direction,
    path: string,
    level: number,
    parents: ReadonlySet<string>,
  ): void {
    const children = [...childrenOf(graph, of.key, direction, filter)];
    const missing = unloaded(graph, of.key, direction);
    const unknowns = of.unknowns.map((_, at) => at);
    const isEmpty = children.length === 0 && missing === 0 && unknowns.length === 0;
    const siblings = children.length + unknowns.length + (missing > 0 || isEmpty ? 1 : 0);
    let position = 0;
    const placed = (): Pick<TreeRow, 'level' | 'position' | 'siblings'> => ({
      level,
      position: ++position,
      siblings,
    });
    for (const [key, edges] of children) {
      const node = graph.nodes.get(key);
      if (node === undefined) continue;
      const own = `${path}\n${key}`;
      const isRepeated = parents.has(key);
      const canOpen = !isRepeated && hasMore(node, direction);
      const isOpen = canOpen ? (folds.get(own) ?? level - 2 < openAtFirst) : undefined;
      rows.push({
        kind: 'node',
        node,
        direction,
        edges,
        isRepeated,
        path: own,
        ...placed(),
        isOpen,
      });
      if (isOpen === true) {
        addChildren(node, direction, own, level + 1, new Set([...parents, key]));
      }
    }
    for (const at of unknowns) {
      const own = `${path}\n?${at}`;
      rows.push({ kind: 'unknown', of, at, path: own, ...placed(), isOpen: undefined });
    }
    if (missing > 0) {
      const own = `${path}\n…`;
      const about = { of: of.key, direction, path: own };
      rows.push({ kind: 'loading', ...about, ...placed(), isOpen: undefined });
    }
    if (isEmpty) rows.push({ kind: 'nothing', path: `${path}\n-`, ...placed(), isOpen: undefined });
  }

  function hasMore(of: NodeView, direction: Direction): boolean {
    return (
      of.unknowns.length > 0 ||
      unloaded(graph, of.key, direction) > 0 ||
      edgesAt(graph, of.key, direction).some((edge) => isWanted(edge, filter))
    );
  }
}

/** Direct ones first, each group by name. */
export function childrenOf(
  graph: Graph,
  key: string,
  direction: Direction,
  filter: Filter,
): ReadonlyMap<string, readonly EdgeView[]> {
  const ends = new Map<string, EdgeView[]>();
  for (const edge of edgesAt(graph, key, direction)) {
    if (!isWanted(edge, filter)) continue;
    const end = farEnd(edge, direction);
    ends.set(end, [...(ends.get(end) ?? []), edge]);
  }
  const isDirect = (edges: readonly EdgeView[]): boolean =>
    edges.some(({ kind }) => kind === 'direct');
  const nameOf = (end: string): string => nodeName(graph.nodes.get(end));
  return new Map(
    [...ends].sort(
      ([a, one], [b, other]) =>
        Number(isDirect(other)) - Number(isDirect(one)) || nameOf(a).localeCompare(nameOf(b)),
    ),
  );
}

/** `gold.daily`, or `gold.daily.revenue` for a column. */
export function nodeName(node: NodeView | undefined): string {
  if (node === undefined) return '';
  return node.column === undefined ? node.label : `${node.label}.${node.column.name}`;
}

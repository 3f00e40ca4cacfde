import type { DatasetId } from '../catalog/catalog.js';
import { datasetOf, type Edge, isColumn, keyOf, type LineageId } from './lineageGraph.js';
import type { LineageIndex } from './lineageIndex.js';
import { type Link, linksOf } from './links.js';
import type { Unclear } from './shard.js';

/** What is around a table or a column, up to so many levels away. */
export interface NeighbourRequest {
  readonly of: LineageId;
  readonly direction: 'up' | 'down' | 'both';
  /** Levels from the subject, at least 1. */
  readonly depth: number;
  /** Which edges are followed and given. */
  readonly kinds: 'direct' | 'all';
  /** Nodes that are given at most; the nearest come first. */
  readonly maxNodes: number;
}

/**
 * A part of the graph, plain data, with every edge between two of its nodes. Around a table the nodes are tables,
 * around a column mostly columns.
 */
export interface Neighbourhood {
  /** The subject comes first. */
  readonly nodes: readonly Neighbour[];
  readonly edges: readonly NeighbourEdge[];
  /** False where `maxNodes` left some out. */
  readonly isWhole: boolean;
}

export interface Neighbour {
  readonly id: LineageId;
  /** `keyOf` the id. */
  readonly key: string;
  /** The table as its connection names it, else as it was written. */
  readonly table: string;
  readonly kind: NeighbourKind;
  /** A column's type, where a catalog told it. */
  readonly type?: string;
  /** Levels from the subject: below 0 upstream, above 0 downstream. */
  readonly level: number;
  /** Neighbours that are not among the nodes. */
  readonly more: { readonly up: number; readonly down: number };
  /** False where there may be neighbours that nobody knows of; `unclear` has the statements that may tell. */
  readonly isClear: boolean;
  /** The first few. */
  readonly unclear: readonly Unclear[];
}

/**
 * What a table is known as. `unresolved`: a connection is named where it is used, and does not tell of it. `file`: the
 * name means something in one file only, for want of a connection or as a temporary view.
 */
export type NeighbourKind = 'table' | 'view' | 'unresolved' | 'file';

/** `from` and `to` are keys of nodes. */
export interface NeighbourEdge extends Omit<Link, 'end'> {
  readonly from: string;
  readonly to: string;
}

type Direction = 'up' | 'down';

const maxUnclear = 5;
const maxPlaces = 50;

/** Walks the index from one node, level by level. */
export function neighbours(
  index: LineageIndex,
  { of, direction, depth, kinds, maxNodes }: NeighbourRequest,
): Neighbourhood {
  const found = new Map([[keyOf(of), { id: of, level: 0 }]]);
  const edges = new Map<string, NeighbourEdge>();
  let isWhole = true;
  const asked = new Map<string, readonly Link[]>();
  const links = (id: LineageId, way: Direction): readonly Link[] => {
    const key = `${way} ${keyOf(id)}`;
    const before = asked.get(key) ?? linksAt(index, id, way, kinds);
    asked.set(key, before);
    return before;
  };
  const add = (id: LineageId, link: Link, way: Direction): void => {
    const edge = toEdge(id, link, way);
    edges.set([edge.from, edge.to, edge.kind, edge.columns].join('\n'), edge);
  };
  const walk = (way: Direction): void => {
    let level: readonly LineageId[] = [of];
    for (let distance = 1; distance <= depth && level.length > 0; distance++) {
      const next: LineageId[] = [];
      for (const id of level) {
        for (const link of links(id, way)) {
          const key = keyOf(link.end);
          if (!found.has(key)) {
            if (found.size >= maxNodes) {
              isWhole = false;
              continue;
            }
            found.set(key, { id: link.end, level: way === 'up' ? -distance : distance });
            // What a whole table has to do with a column says nothing of the table's own neighbours.
            if (isColumn(link.end) === isColumn(of)) next.push(link.end);
          }
          add(id, link, way);
        }
      }
      level = next;
    }
  };
  if (direction !== 'down') walk('up');
  if (direction !== 'up') walk('down');
  // Those between two nodes at the rim were not walked along.
  for (const { id } of found.values()) {
    if (isColumn(id) !== isColumn(of)) continue;
    for (const link of links(id, 'up')) if (found.has(keyOf(link.end))) add(id, link, 'up');
  }
  const left = (id: LineageId, way: Direction): number => {
    const ends = links(id, way).map(({ end }) => keyOf(end));
    return new Set(ends.filter((key) => !found.has(key))).size;
  };
  const nodes = [...found].map(([key, { id, level }]): Neighbour => {
    const dataset = datasetOf(id);
    const known = index.known.of(dataset);
    const type = isColumn(id) ? typeOf(known?.columns ?? [], id.field) : undefined;
    return {
      id,
      key,
      table: known?.name.join('.') ?? dataset.name,
      kind: kindOf(known, dataset),
      ...(type === undefined ? {} : { type }),
      level,
      more: { up: left(id, 'up'), down: left(id, 'down') },
      isClear: index.isClear(dataset),
      unclear: index.unclearAt(dataset).slice(0, maxUnclear),
    };
  });
  return { nodes, edges: [...edges.values()], isWhole };
}

function kindOf(known: ReturnType<LineageIndex['known']['of']>, dataset: DatasetId): NeighbourKind {
  if (known !== undefined) return known.view === undefined ? 'table' : 'view';
  return dataset.namespace.startsWith('lakehouse:') ? 'unresolved' : 'file';
}

/** One level in one direction, with no limit. */
function linksAt(
  index: LineageIndex,
  id: LineageId,
  way: Direction,
  kinds: NeighbourRequest['kinds'],
): readonly Link[] {
  const far = way === 'up' ? 'from' : 'to';
  const edges = (way === 'up' ? index.upstream(id) : index.downstream(id)).filter(
    (edge) => (kinds === 'all' || edge.kind === 'direct') && isOf(edge, id, way),
  );
  const between = isColumn(id) ? 'columns' : 'tables';
  const endOf = (edge: Edge): LineageId => endAt(edge, id, far);
  const { direct, indirect } = linksOf(edges, far, between, {
    most: Infinity,
    mostPlaces: maxPlaces,
    endOf,
  });
  return [...direct.links, ...indirect.links].filter(
    ({ end, columns }) => columns !== 'all' || hasColumn(index, end),
  );
}

/** Rows of a table that count for another are no use of a column. */
function isOf(edge: Edge, id: LineageId, way: Direction): boolean {
  return !(isColumn(id) && way === 'down' && edge.kind === 'indirect' && !isColumn(edge.from));
}

/** Where an edge takes every column, the one of the same name. */
function endAt(edge: Edge, id: LineageId, far: 'from' | 'to'): LineageId {
  const end = edge[far];
  const isEvery = edge.kind === 'direct' && !isColumn(edge.from) && !isColumn(edge.to);
  return isColumn(id) && isEvery && !isColumn(end) ? { dataset: end, field: id.field } : end;
}

/** A star takes no column that its table is known not to have. */
function hasColumn(index: LineageIndex, id: LineageId): boolean {
  if (!isColumn(id)) return true;
  const known = index.known.of(id.dataset);
  return known === undefined || typeOf(known.columns, id.field) !== undefined;
}

function typeOf(
  columns: readonly { readonly name: string; readonly type: string }[],
  field: string,
): string | undefined {
  return columns.find(({ name }) => name.toLowerCase() === field.toLowerCase())?.type;
}

function toEdge(near: LineageId, { end, ...link }: Link, way: Direction): NeighbourEdge {
  const [from, to] = way === 'up' ? [end, near] : [near, end];
  return { from: keyOf(from), to: keyOf(to), ...link };
}

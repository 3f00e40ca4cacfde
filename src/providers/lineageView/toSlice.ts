import { datasetOf, isColumn, keyOf, type Source } from '../../lineage/lineageGraph.js';
import type { NeighboursAnswer } from '../../lineage/lineageService.js';
import type { Neighbour, NeighbourEdge } from '../../lineage/neighbours.js';
import type { EdgeView, NodeView, Place, Slice } from '../../webviews/lineage/protocol.js';

/** The sentences of a slice, and what sources are called. */
export interface SliceWords {
  kind(kind: Neighbour['kind']): string;
  reason(reason: Neighbour['unclear'][number]['reason']): string;
  /** Nothing for values that stay as they are. */
  way(way: NeighbourEdge['ways'][number]): string;
  columns(columns: NonNullable<NeighbourEdge['columns']>): string;
  source(source: Source): string;
  readonly reading: string;
  readonly partial: string;
  /** There are more tables than are shown. */
  readonly cut: string;
}

/** A part of the graph in the words that the page shows. */
export function toSlice(
  { nodes, edges, isWhole, coverage }: NeighboursAnswer,
  words: SliceWords,
): Slice {
  const isOfColumns = nodes.some(({ id }) => isColumn(id));
  const notes = { whole: [], reading: [words.reading], partial: [words.partial] }[coverage];
  return {
    nodes: nodes.map((node) => toNode(node, isOfColumns, words)),
    edges: edges.map((edge) => toEdge(edge, words)),
    notes: [...notes, ...(isWhole ? [] : [words.cut])],
  };
}

/** One text per edge: the page names those that it means by it. */
export function edgeId({ from, to, kind, columns }: NeighbourEdge): string {
  return [from, to, kind, columns ?? ''].join('\n');
}

function toNode(node: Neighbour, isOfColumns: boolean, words: SliceWords): NodeView {
  const { id, key, table, type, kind, more, unclear } = node;
  const column = isColumn(id)
    ? { name: id.field, ...(type === undefined ? {} : { type }) }
    : undefined;
  return {
    key,
    table: keyOf(datasetOf(id)),
    label: table,
    ...(column === undefined ? {} : { column }),
    kind,
    kindText: words.kind(kind),
    // On the path of a column, a whole table is an end.
    more: isOfColumns && column === undefined ? { up: 0, down: 0 } : more,
    unknowns: unclear.map(({ reason, at }) => ({
      text: words.reason(reason),
      place: toPlace(at, words),
    })),
  };
}

function toEdge(edge: NeighbourEdge, words: SliceWords): EdgeView {
  const { from, to, kind, ways, columns, expression, places } = edge;
  const texts = [
    ...ways.map((way) => words.way(way)),
    ...(columns === undefined ? [] : [words.columns(columns)]),
  ];
  return {
    id: edgeId(edge),
    from,
    to,
    kind,
    text: texts.filter((text) => text !== '').join(', '),
    ...(expression === undefined ? {} : { expression }),
    places: places.first.map((source) => toPlace(source, words)),
    morePlaces: places.more,
  };
}

function toPlace(source: Source, words: SliceWords): Place {
  const { uri, cell, line, span } = source;
  return {
    label: words.source(source),
    uri,
    ...(cell === undefined ? {} : { cell }),
    ...(line === undefined ? {} : { line }),
    ...(span === undefined ? {} : { start: span.start, end: span.end }),
  };
}

import {
  datasetOf,
  type Edge,
  isColumn,
  keyOf,
  type LineageId,
  type Source,
} from './lineageGraph.js';

/** One table or column at the other end of edges, and all the ways they lead there: one line of a hover. */
export interface Link {
  readonly end: LineageId;
  readonly kind: Edge['kind'];
  readonly ways: readonly Edge['subtype'][];
  /** A direct link that is known by table only, of which a column is in question: which one it is, or all of them. */
  readonly columns?: 'all' | 'not-known';
  /** Where all edges agree about it. */
  readonly expression?: string;
  readonly places: Places;
}

/** The first places in the order of files and lines, and how many more there are. */
export interface Places {
  readonly first: readonly Source[];
  readonly more: number;
}

/** What is one level away in one direction, each kind cut at `maxLinks`. */
export interface Links {
  readonly direct: LinkList;
  readonly indirect: LinkList;
}

interface LinkList {
  readonly links: readonly Link[];
  readonly more: number;
}

/** A table that everything reads has thousands: nobody reads them in a hover, and sending them takes long. */
const maxLinks = 25;
const maxPlaces = 3;

const ways: readonly Edge['subtype'][] = [
  'identity',
  'transformation',
  'aggregation',
  'join',
  'filter',
  'group-by',
  'sort',
  'window',
  'conditional',
];

export interface LinkOptions {
  /** Links of a kind that are made; the rest is counted. */
  readonly most?: number;
  /** Places of a link that are given; the rest is counted. */
  readonly mostPlaces?: number;
  /** What stands at the far end of an edge between columns, where it is not what the edge itself names. */
  readonly endOf?: (edge: Edge) => LineageId;
}

/**
 * Joins edges by what is at their far end, `from` for those that lead to the subject. Between tables there is one link
 * for each table, direct if any of its edges is; a column has one for each column and kind.
 */
export function linksOf(
  edges: Iterable<Edge>,
  far: 'from' | 'to',
  between: 'tables' | 'columns',
  { most = maxLinks, mostPlaces = maxPlaces, endOf = (edge) => edge[far] }: LinkOptions = {},
): Links {
  const all = [...edges];
  const ends = all.map((edge) => (between === 'tables' ? datasetOf(edge[far]) : endOf(edge)));
  const keys = all.map((edge, at) => {
    const end = ends[at] ?? edge[far];
    if (between === 'tables') return keyOf(end);
    return `${keyOf(end)}\0${edge.kind}\0${columnsOf(edge) ?? ''}`;
  });
  const chosen = choose(all, keys, most);
  all.forEach((edge, at) => {
    const link = chosen.links.get(keys[at] ?? '');
    if (link === undefined) return;
    link.end ??= ends[at] ?? edge[far];
    if (between === 'columns') link.columns ??= columnsOf(edge);
    link.ways.add(edge.subtype);
    link.expressions.add(edge.expression);
    for (const source of edge.sources) link.places.set(lineKey(source), source);
  });
  const links = [...chosen.links.values()];
  const ofKind = (kind: Edge['kind']): LinkList => ({
    links: links.filter((link) => link.kind === kind).flatMap((link) => toLink(link, mostPlaces)),
    more: chosen.more[kind],
  });
  return { direct: ofKind('direct'), indirect: ofKind('indirect') };
}

/** Each line of a file once. */
export function placesOf(sources: Iterable<Source>): Places {
  return firstPlaces(new Map([...sources].map((source) => [lineKey(source), source])));
}

interface Growing {
  end?: LineageId;
  readonly kind: Edge['kind'];
  columns?: Link['columns'];
  readonly ways: Set<Edge['subtype']>;
  readonly expressions: Set<string | undefined>;
  readonly places: Map<string, Source>;
}

/** The first links of each kind, still empty. Making those that nobody sees would take most of the time. */
function choose(
  edges: readonly Edge[],
  keys: readonly string[],
  most: number,
): { readonly links: ReadonlyMap<string, Growing>; readonly more: Record<Edge['kind'], number> } {
  const kinds = new Map<string, Edge['kind']>();
  edges.forEach(({ kind }, at) => {
    const key = keys[at] ?? '';
    if (kind === 'direct' || !kinds.has(key)) kinds.set(key, kind);
  });
  const links = new Map<string, Growing>();
  const count = { direct: 0, indirect: 0 };
  for (const [key, kind] of kinds) {
    if (++count[kind] > most) continue;
    links.set(key, { kind, ways: new Set(), expressions: new Set(), places: new Map() });
  }
  const more = {
    direct: Math.max(0, count.direct - most),
    indirect: Math.max(0, count.indirect - most),
  };
  return { links, more };
}

function columnsOf({ kind, from, to }: Edge): Link['columns'] {
  if (kind === 'indirect' || isColumn(to)) return undefined;
  return isColumn(from) ? 'not-known' : 'all';
}

function toLink({ end, kind, columns, ...link }: Growing, mostPlaces: number): readonly Link[] {
  if (end === undefined) return [];
  const [expression] = link.expressions.size === 1 ? link.expressions : [];
  return [
    {
      end,
      kind,
      ways: ways.filter((way) => link.ways.has(way)),
      ...(columns === undefined ? {} : { columns }),
      ...(expression === undefined ? {} : { expression }),
      places: firstPlaces(link.places, mostPlaces),
    },
  ];
}

function firstPlaces(places: ReadonlyMap<string, Source>, most = maxPlaces): Places {
  const sorted = [...places.values()].sort(
    (a, b) =>
      (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : 0) ||
      (a.cell ?? 0) - (b.cell ?? 0) ||
      (a.line ?? 0) - (b.line ?? 0),
  );
  const first = sorted.slice(0, most);
  return { first, more: sorted.length - first.length };
}

function lineKey({ uri, cell, line }: Source): string {
  return `${line ?? ''} ${cell ?? ''} ${uri}`;
}

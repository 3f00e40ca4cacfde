import type { KnownRows } from './listingCache.js';
import type { CatalogNode, ParentNode } from './nodes/catalogNode.js';
import { nodeId } from './nodes/nodeId.js';
import type { NodeToken } from './nodes/nodePage.js';

/** What comes after the rows that are there. */
export type Rest =
  | { readonly kind: 'nothing'; readonly token?: undefined }
  | { readonly kind: 'page'; readonly token: NodeToken | undefined }
  /** The page that starts at the token failed. */
  | { readonly kind: 'failure'; readonly token: NodeToken | undefined; readonly error: unknown };

/** What is known of a node's children so far. */
export interface Listing {
  readonly abort: AbortController;
  /** What the service gave, each once. */
  readonly nodes: CatalogNode[];
  readonly ids: Set<string>;
  /** Of the tables of a namespace, in place of their ids, which would take more than all else of them. */
  readonly names: Set<string>;
  /** The starts of pages that were asked for or are to be: a service may name one again and again. */
  readonly tokens: Set<string>;
  /** Shown wherever they are in the list, or whether they are in it yet at all. */
  readonly included: Map<string, CatalogNode>;
  /** When it was begun, in milliseconds since 1970. */
  readonly at: number;
  /** Settles when there is something to show. */
  readonly drawn: Promise<void>;
  /** Whether this was the first time. */
  readonly draw: () => boolean;
  /** How many of them are shown: a service's page may be larger than ours. */
  shown: number;
  rest: Rest;
  loading: Promise<void>;
  isLoading: boolean;
  /** Nobody waits for it any more. */
  isStopped: boolean;
  /** Many pages had nothing that a filter leaves. */
  hasGivenUp: boolean;
  attempt?: number;
  /** What was last given of it to show. */
  given?: string;
  /** Until the rows that are there are shown, without waiting for more. */
  timer?: NodeJS.Timeout;
  /** Rows of another time, until there are new ones. */
  known?: KnownRows | undefined;
}

export function newListing(pageSize: number): Listing {
  let isDrawn = false;
  let resolve = (): void => undefined;
  const drawn = new Promise<void>((settle) => (resolve = settle));
  return {
    abort: new AbortController(),
    nodes: [],
    ids: new Set(),
    names: new Set(),
    tokens: new Set(),
    included: new Map(),
    at: Date.now(),
    drawn,
    draw: () => {
      const isFirst = !isDrawn;
      isDrawn = true;
      resolve();
      return isFirst;
    },
    shown: pageSize,
    rest: { kind: 'page', token: undefined },
    loading: Promise.resolve(),
    isLoading: false,
    isStopped: false,
    hasGivenUp: false,
  };
}

/** The same for the same rows. */
export function keyOfRows(rows: readonly CatalogNode[]): string {
  return rows.map(nodeId).join('\n');
}

/** The rows of a listing as they are now: of another time where there are no newer ones yet, or no longer. */
export function visibleRows(
  parent: ParentNode,
  { nodes, known, shown, rest, included, isLoading }: Listing,
  filter: ((node: CatalogNode) => boolean) | undefined,
): readonly CatalogNode[] {
  const isOld = known !== undefined && (known.nodes.length > nodes.length || isLoading);
  const all = isOld ? known.nodes : nodes;
  const wanted = filter === undefined ? all : all.filter(filter);
  const visible = wanted.slice(0, shown);
  const rows = [...visible, ...missing(visible, included)];
  if (rest.kind === 'failure') return [...rows, { kind: 'error', parent, error: rest.error }];
  if (wanted.length > shown) return [...rows, { kind: 'more', parent }];
  const hasMore = rest.kind === 'page' && !isLoading;
  return hasMore ? [...rows, { kind: 'more', parent }] : rows;
}

function missing(
  visible: readonly CatalogNode[],
  included: ReadonlyMap<string, CatalogNode>,
): readonly CatalogNode[] {
  if (included.size === 0) return [];
  const ids = new Set(visible.map(nodeId));
  return [...included].flatMap(([id, node]) => (ids.has(id) ? [] : [node]));
}

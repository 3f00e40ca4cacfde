import type { CatalogNode, ParentNode } from './nodes/catalogNode.js';
import { childrenOf } from './nodes/childrenOf.js';
import { nodeId } from './nodes/nodeId.js';
import type { NodeToken } from './nodes/nodePage.js';

/** What comes after the rows that are there. */
type Rest =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'page'; readonly token: NodeToken | undefined }
  /** The page that starts at the token failed. */
  | { readonly kind: 'failure'; readonly token: NodeToken | undefined; readonly error: unknown };

/** What is known of a node's children so far. */
interface Listing {
  readonly abort: AbortController;
  readonly nodes: CatalogNode[];
  /** How many of them are shown: a service's page may be larger than ours. */
  shown: number;
  rest: Rest;
  loading: Promise<void>;
}

/**
 * The children of every node that was opened, page by page. Rows that are there stay when a later
 * page fails, and each node has an abort of its own: what happens to one is nothing to the others.
 */
export class NodeListings {
  readonly #listings = new Map<string, Listing>();
  /** Read for each load: how many rows are enough before *Load more…*. */
  readonly #pageSize: () => number;

  constructor(pageSize: () => number) {
    this.#pageSize = pageSize;
  }

  /** The rows to show; the first page is loaded where there is none. Never rejects. */
  async children(node: ParentNode): Promise<readonly CatalogNode[]> {
    const id = nodeId(node);
    for (;;) {
      const listing = this.#listings.get(id) ?? this.#start(node, id);
      await listing.loading;
      // Forgotten while it was loading: what is asked for now is the new state.
      if (this.#listings.get(id) !== listing) continue;
      return rows(node, listing);
    }
  }

  /** Loads the next page after the rows that are there, or again the one that failed. */
  async more(node: ParentNode): Promise<void> {
    const listing = this.#listings.get(nodeId(node));
    if (listing === undefined) return;
    listing.loading = listing.loading.then(() => this.#load(node, listing));
    await listing.loading;
  }

  /** Drops what is known of a node and of all below it, and stops what is being loaded there. */
  forget(node: ParentNode): void {
    const id = nodeId(node);
    for (const [key, listing] of this.#listings) {
      if (key !== id && !key.startsWith(`${id}/`)) continue;
      listing.abort.abort();
      this.#listings.delete(key);
    }
  }

  forgetAll(): void {
    for (const { abort } of this.#listings.values()) abort.abort();
    this.#listings.clear();
  }

  #start(node: ParentNode, id: string): Listing {
    const listing: Listing = {
      abort: new AbortController(),
      nodes: [],
      shown: 0,
      rest: { kind: 'page', token: undefined },
      loading: Promise.resolve(),
    };
    this.#listings.set(id, listing);
    listing.loading = this.#load(node, listing);
    return listing;
  }

  async #load(node: ParentNode, listing: Listing): Promise<void> {
    const { abort, nodes } = listing;
    listing.shown = Math.min(listing.shown, nodes.length) + this.#pageSize();
    while (listing.rest.kind !== 'nothing' && nodes.length < listing.shown) {
      const { token } = listing.rest;
      try {
        const page = await childrenOf(node, token, abort.signal);
        nodes.push(...page.nodes);
        listing.rest =
          page.next === undefined ? { kind: 'nothing' } : { kind: 'page', token: page.next };
      } catch (error) {
        listing.rest = { kind: 'failure', token, error };
        return;
      }
    }
  }
}

function rows(parent: ParentNode, { nodes, shown, rest }: Listing): readonly CatalogNode[] {
  if (nodes.length > shown) return [...nodes.slice(0, shown), { kind: 'more', parent }];
  switch (rest.kind) {
    case 'nothing':
      return [...nodes];
    case 'page':
      return [...nodes, { kind: 'more', parent }];
    case 'failure':
      return [...nodes, { kind: 'error', parent, error: rest.error }];
  }
}

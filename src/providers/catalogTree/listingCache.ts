import type { CatalogNode, ParentNode } from './nodes/catalogNode.js';

/** Rows as they were at another time. */
export interface KnownRows {
  readonly nodes: readonly CatalogNode[];
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Before there are new ones; else only where there can be none. */
  readonly isShownAtOnce: boolean;
}

/** Listings that outlive the editor. Neither of the two rejects. */
export interface ListingCache {
  read(node: ParentNode): Promise<KnownRows | undefined>;
  /** Keeps what a listing has so far, where it is of the kind that is kept. */
  write(
    node: ParentNode,
    listing: { readonly nodes: readonly CatalogNode[]; readonly rest: { readonly kind: string } },
  ): Promise<void>;
}

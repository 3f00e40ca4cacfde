import { CatalogError } from '../../catalog/catalog.js';
import { onRetry } from '../../util/retries.js';
import type { KnownRows, ListingCache } from './listingCache.js';
import { keyOfRows, type Listing, newListing, visibleRows } from './listing.js';
import type { CatalogNode, ParentNode } from './nodes/catalogNode.js';
import { childrenOf } from './nodes/childrenOf.js';
import { nodeId } from './nodes/nodeId.js';
import type { FindConnection } from './nodes/pinnedTables.js';

export interface ListingOptions {
  /** By their names: pinned tables may be in any. */
  readonly connections?: FindConnection;
  /** Read for each load: how many rows are enough before *Load more…*. */
  readonly pageSize: () => number;
  /** What `children` says of the node, or the node itself, is another now. */
  readonly onChange?: (node: ParentNode) => void;
  readonly cache?: ListingCache;
  /**
   * How long rows wait for those after them before they are shown, in milliseconds. An editor that is told of new rows
   * may lose what is opened below them at the same moment: most listings end within this, and need not tell.
   */
  readonly patienceMs?: number;
}

const defaultPatienceMs = 100;

/** What is to be said of a node beside its name. */
export interface ListingState {
  /** The service was asked so many times, and has not answered yet. */
  readonly attempt?: number;
  /** When what is shown was true, in milliseconds since 1970, where it is not what the service says now. */
  readonly from?: number;
}

export interface LoadedRows {
  readonly nodes: readonly CatalogNode[];
  /** Whether the node has no other rows. */
  readonly isWhole: boolean;
}

/** How many pages are asked for without a row that is shown, before somebody has to ask for more. */
const mostPages = 25;

/**
 * The children of every node that was opened, page by page, as they come. Rows that are there stay when a
 * later page fails, and each node has an abort of its own: what happens to one is nothing to the others.
 */
export class NodeListings {
  readonly #options: ListingOptions;
  readonly #listings = new Map<string, Listing>();
  /** What was shown of nodes that are loaded anew. */
  readonly #before = new Map<string, KnownRows>();
  #filter: ((node: CatalogNode) => boolean) | undefined;

  constructor(options: ListingOptions) {
    this.#options = options;
  }

  /** The rows to show now; waits for the first of them where there are none. Never rejects. */
  async children(node: ParentNode): Promise<readonly CatalogNode[]> {
    const id = nodeId(node);
    for (;;) {
      const listing = this.#listings.get(id) ?? this.#start(node, id);
      if (this.#wantsMore(listing)) listing.loading = this.#load(node, listing);
      await Promise.race([listing.drawn, listing.loading]);
      if (listing.isStopped) return [];
      // Forgotten while it was loading: what is asked for now is the new state.
      if (this.#listings.get(id) !== listing) continue;
      const rows = visibleRows(node, listing, this.#filter);
      listing.given = keyOfRows(rows);
      return rows;
    }
  }

  /** When nothing of a node is being loaded any more. */
  async settled(node: ParentNode): Promise<void> {
    await this.#listings.get(nodeId(node))?.loading;
  }

  state(node: ParentNode): ListingState {
    const listing = this.#listings.get(nodeId(node));
    const { attempt, known, rest } = listing ?? {};
    const isOld = known !== undefined && (known.isShownAtOnce || rest?.kind === 'failure');
    return {
      ...(attempt === undefined ? {} : { attempt }),
      ...(isOld ? { from: known.at } : {}),
    };
  }

  /** What is known of a node without asking anybody; `undefined` where it was never opened. */
  loaded(node: ParentNode): LoadedRows | undefined {
    const listing = this.#listings.get(nodeId(node));
    return listing && { nodes: listing.nodes, isWhole: listing.rest.kind === 'nothing' };
  }

  /** Loads the next page after the rows that are there, or again the one that failed. */
  async more(node: ParentNode): Promise<void> {
    const listing = this.#listings.get(nodeId(node));
    if (listing === undefined) return;
    listing.loading = listing.loading.then(() => {
      listing.shown = Math.min(listing.shown, listing.nodes.length) + this.#options.pageSize();
      return this.#load(node, listing);
    });
    await listing.loading;
  }

  /** Shows a child that need not be among the rows yet. */
  include(node: ParentNode, child: CatalogNode): void {
    this.#listings.get(nodeId(node))?.included.set(nodeId(child), child);
  }

  /** Shows only rows of which `filter` holds; more are loaded where too few do. */
  filter(filter: ((node: CatalogNode) => boolean) | undefined): void {
    this.#filter = filter;
  }

  /** Drops what is known of a node and of all below it, and stops what is being loaded there. */
  forget(node: ParentNode): void {
    for (const [id, listing] of this.#under(node)) {
      this.#drop(id, listing);
      const { nodes, known, at } = listing;
      if (nodes.length > 0) this.#before.set(id, { nodes, at, isShownAtOnce: false });
      else if (known !== undefined) this.#before.set(id, { ...known, isShownAtOnce: false });
    }
  }

  forgetAll(): void {
    for (const [id, listing] of this.#listings) this.#drop(id, listing);
    this.#before.clear();
  }

  /** Stops what is being loaded of a node and below it; it begins anew when it is opened again. */
  stop(node: ParentNode): void {
    for (const [id, listing] of this.#under(node)) {
      if (!listing.isLoading) continue;
      listing.isStopped = true;
      this.#drop(id, listing);
    }
  }

  #under(node: ParentNode): readonly (readonly [string, Listing])[] {
    const id = nodeId(node);
    return [...this.#listings].filter(([key]) => key === id || key.startsWith(`${id}/`));
  }

  #drop(id: string, listing: Listing): void {
    listing.abort.abort();
    this.#listings.delete(id);
  }

  #start(node: ParentNode, id: string): Listing {
    const listing = newListing(this.#options.pageSize());
    this.#listings.set(id, listing);
    listing.loading = this.#begin(node, id, listing);
    return listing;
  }

  async #begin(node: ParentNode, id: string, listing: Listing): Promise<void> {
    const before = this.#before.get(id);
    this.#before.delete(id);
    listing.isLoading = true;
    listing.known = before ?? (await this.#options.cache?.read(node));
    if (listing.known?.isShownAtOnce === true) listing.draw();
    await this.#load(node, listing);
  }

  /** Whether a filter has left too few rows. */
  #wantsMore(listing: Listing): boolean {
    if (this.#filter === undefined || listing.isLoading) return false;
    return listing.rest.kind === 'page' && !listing.hasGivenUp && !this.#isEnough(listing);
  }

  #isEnough({ nodes, shown }: Listing): boolean {
    const filter = this.#filter;
    return (filter === undefined ? nodes : nodes.filter(filter)).length >= shown;
  }

  async #load(node: ParentNode, listing: Listing): Promise<void> {
    const { abort, tokens } = listing;
    listing.isLoading = true;
    listing.hasGivenUp = false;
    const retries = onRetry(abort.signal, ({ attempt }) => {
      listing.attempt = attempt;
      // The editor draws a node anew only when it has children of it, whichever: what is said beside it would wait for them.
      listing.draw();
      this.#changed(node, listing);
    });
    try {
      // Nobody may wait for it any more by the time that the cache has been read, or it is its turn.
      const wantsMore = (): boolean =>
        !abort.signal.aborted && listing.rest.kind !== 'nothing' && !this.#isEnough(listing);
      for (let pages = 0; wantsMore(); pages++) {
        if (pages === mostPages && this.#filter !== undefined) {
          listing.hasGivenUp = true;
          break;
        }
        await this.#page(node, listing, listing.rest.token);
        if (abort.signal.aborted || listing.rest.kind === 'failure') break;
        tokens.add(JSON.stringify(listing.rest.token ?? null));
      }
    } finally {
      retries.dispose();
      clearTimeout(listing.timer);
      delete listing.timer;
      const { attempt, known, given } = listing;
      listing.isLoading = false;
      delete listing.attempt;
      if (listing.rest.kind !== 'failure') delete listing.known;
      const isFirst = listing.draw();
      const isOther =
        attempt !== undefined ||
        known !== undefined ||
        given !== keyOfRows(visibleRows(node, listing, this.#filter));
      // Of rows that stay for want of newer ones their age is to be said, which the node's own row has not yet.
      const isAged = this.state(node).from !== undefined;
      if (isFirst ? isAged : isOther) this.#changed(node, listing);
    }
    // Once, not with each of a thousand pages.
    if (!abort.signal.aborted && listing.nodes.length > 0) {
      await this.#options.cache?.write(node, listing);
    }
  }

  async #page(node: ParentNode, listing: Listing, token: Listing['rest']['token']): Promise<void> {
    const { abort, nodes, ids, names } = listing;
    const { connections = () => undefined } = this.#options;
    try {
      const page = await childrenOf(node, connections, token, abort.signal);
      if (abort.signal.aborted) return;
      for (const child of page.nodes) {
        // A service may name one twice, over pages that shift. Of a table in its namespace the name says which it is.
        const isTable = node.kind === 'namespace' && child.kind === 'table';
        const [seen, id] = isTable ? [names, child.table.identifier.name] : [ids, nodeId(child)];
        if (!seen.has(id)) nodes.push(child);
        seen.add(id);
      }
      if (page.next !== undefined && listing.tokens.has(JSON.stringify(page.next))) {
        throw new CatalogError(
          'internal',
          'the service names a page as the next one that it gave before',
        );
      }
      listing.rest =
        page.next === undefined ? { kind: 'nothing' } : { kind: 'page', token: page.next };
    } catch (error) {
      listing.rest = { kind: 'failure', token, error };
      return;
    }
    if (listing.known?.isShownAtOnce === true || nodes.length === 0) return;
    if (listing.rest.kind !== 'page' || this.#isEnough(listing)) return;
    listing.timer ??= setTimeout(() => {
      delete listing.timer;
      if (!listing.draw()) this.#changed(node, listing);
    }, this.#options.patienceMs ?? defaultPatienceMs);
  }

  #changed(node: ParentNode, listing: Listing): void {
    if (this.#listings.get(nodeId(node)) === listing) this.#options.onChange?.(node);
  }
}

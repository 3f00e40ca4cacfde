import * as vscode from 'vscode';
import type { Connections } from '../../connections/connections.js';
import type { DatasetPath } from '../../workspaceFile/datasetPath.js';
import type { WorkspaceFile } from '../../workspaceFile/workspaceFile.js';
import { forgetTables } from './forgetTables.js';
import { filterOf } from './filterOf.js';
import type { ListingCache } from './listingCache.js';
import { withState } from './looks/withState.js';
import { toTreeItem } from './looks/catalogItem.js';
import { NodeListings } from './nodeListings.js';
import {
  type CatalogNode,
  isParent,
  type ParentNode,
  type TableNode,
} from './nodes/catalogNode.js';
import { nodeId } from './nodes/nodeId.js';
import { parentOf } from './nodes/parentOf.js';
import { sqlNameOf } from './actions/nodeSql.js';

export interface CatalogTreeOptions {
  readonly connections: Connections;
  /** How many rows are shown before *Load more…*. */
  readonly pageSize: () => number;
  readonly workspaceFile?: () => WorkspaceFile;
  readonly cache?: ListingCache;
}

/** The tree of connections, as the editor asks for it. */
export class CatalogTreeProvider
  implements
    vscode.TreeDataProvider<CatalogNode>,
    vscode.TreeDragAndDropController<CatalogNode>,
    vscode.Disposable
{
  readonly dropMimeTypes: readonly string[] = [];
  // With `text/uri-list` a drop would open tabs instead.
  readonly dragMimeTypes = ['text/plain'];
  readonly #changed = new vscode.EventEmitter<CatalogNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #options: CatalogTreeOptions;
  readonly #listings: NodeListings;
  /** The objects that the editor knows nodes by: it takes no others for them. */
  readonly #shown = new Map<string, CatalogNode>();

  constructor(options: CatalogTreeOptions) {
    this.#options = options;
    const { connections, pageSize, cache } = options;
    this.#listings = new NodeListings({
      connections: (name) => connections.find(name),
      pageSize,
      onChange: (node) => {
        this.#changed.fire(this.#shown.get(nodeId(node)) ?? node);
      },
      ...(cache === undefined ? {} : { cache }),
    });
  }

  async getChildren(node?: CatalogNode): Promise<CatalogNode[]> {
    if (node === undefined) return this.#roots();
    return isParent(node) ? [...(await this.#listings.children(node))] : [];
  }

  getTreeItem(node: CatalogNode): vscode.TreeItem {
    this.#shown.set(nodeId(node), node);
    const item = toTreeItem(node, this.#favourites());
    return isParent(node) ? withState(item, this.#listings.state(node)) : item;
  }

  getParent(node: CatalogNode): CatalogNode | undefined {
    return parentOf(node, (connection) => {
      const rows = this.#listings.loaded({ kind: 'connection', connection });
      return rows?.nodes.some(({ kind }) => kind === 'catalog') === true;
    });
  }

  /** Loads what a tooltip says when the mouse rests on a node, and not before. */
  async resolveTreeItem(
    item: vscode.TreeItem,
    node: CatalogNode,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    const { tooltipOf } = await import('./tooltips/tooltipOf.js');
    const tooltip = await tooltipOf(node, this.#options.workspaceFile?.(), token);
    if (tooltip !== undefined) item.tooltip = tooltip;
    return item;
  }

  handleDrag(nodes: readonly CatalogNode[], data: vscode.DataTransfer): void {
    const names = nodes.map(sqlNameOf).filter((name) => name !== undefined);
    if (names.length > 0) data.set('text/plain', new vscode.DataTransferItem(names.join(', ')));
  }

  /** Loads one node anew, or all of them; nothing beside it is loaded again. */
  refresh(node?: CatalogNode): void {
    if (node === undefined) {
      this.#listings.forgetAll();
      this.#shown.clear();
      for (const connection of this.#options.connections.all)
        forgetTables({ kind: 'connection', connection });
      this.#changed.fire(undefined);
    } else if (isParent(node)) {
      this.#listings.forget(node);
      forgetTables(node);
      this.#changed.fire(this.#shown.get(nodeId(node)) ?? node);
    }
  }

  /** Shows the pinned tables as the workspace's file has them now. */
  refreshPins(): void {
    this.#listings.forget({ kind: 'pins', favourites: [] });
    this.#changed.fire(undefined);
  }

  /** Loads the page after the rows that are there, or again the one that failed. */
  async loadMore(parent: ParentNode): Promise<void> {
    await this.#listings.more(parent);
    this.#changed.fire(this.#shown.get(nodeId(parent)) ?? parent);
  }

  /** When nothing of a node is being loaded any more. */
  settled(node: ParentNode): Promise<void> {
    return this.#listings.settled(node);
  }

  /** Stops loading what nobody looks at any more. */
  stop(node: CatalogNode): void {
    if (!isParent(node)) return;
    this.#listings.stop(node);
    // What the editor took for the children of a node that was stopped is asked for again.
    if (this.#listings.loaded(node) === undefined) this.#changed.fire(node);
  }

  /** Shows only what has a text in its name, and what leads there; everything for an empty text. */
  filter(text: string): void {
    this.#listings.filter(
      text === '' ? undefined : filterOf(text, (node) => this.#listings.loaded(node)),
    );
    this.#changed.fire(undefined);
  }

  /** Makes a table be among the rows of its parent, wherever in the list it is. Then it can be revealed. */
  async include(node: TableNode): Promise<void> {
    const above: ParentNode[] = [];
    for (let parent = this.getParent(node); parent !== undefined && isParent(parent);) {
      above.unshift(parent);
      parent = this.getParent(parent);
    }
    for (const [index, parent] of above.entries()) {
      await this.#listings.children(parent);
      const child = above[index + 1] ?? node;
      this.#listings.include(parent, child);
      const shown = this.#shown.get(nodeId(parent));
      if (shown !== undefined) this.#changed.fire(shown);
    }
  }

  dispose(): void {
    this.#listings.forgetAll();
    this.#changed.dispose();
  }

  #favourites(): readonly DatasetPath[] {
    return this.#options.workspaceFile?.().favourites ?? [];
  }

  #roots(): CatalogNode[] {
    const { all, problems } = this.#options.connections;
    const favourites = this.#favourites();
    return [
      ...(favourites.length === 0 ? [] : [{ kind: 'pins', favourites } as const]),
      ...all.map((connection): CatalogNode => ({ kind: 'connection', connection })),
      ...problems.map((problem): CatalogNode => ({ kind: 'problem', problem })),
    ];
  }
}

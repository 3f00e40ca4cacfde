import * as vscode from 'vscode';
import type { Connections } from '../../connections/connections.js';
import { toAbortSignal } from '../../host/abort.js';
import { toTreeItem } from './looks/catalogItem.js';
import { type CatalogNode, isParent, type ParentNode } from './nodes/catalogNode.js';
import { forgetTables } from './forgetTables.js';
import { NodeListings } from './nodeListings.js';
import { sqlNameOf } from './qualifiedName.js';
import { toTableTooltip } from './tableTooltip.js';

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
  readonly #connections: Connections;
  readonly #listings: NodeListings;

  constructor(connections: Connections, pageSize: () => number) {
    this.#connections = connections;
    this.#listings = new NodeListings(pageSize);
  }

  async getChildren(node?: CatalogNode): Promise<CatalogNode[]> {
    if (node === undefined) {
      const { all, problems } = this.#connections;
      return [
        ...all.map((connection): CatalogNode => ({ kind: 'connection', connection })),
        ...problems.map((problem): CatalogNode => ({ kind: 'problem', problem })),
      ];
    }
    return isParent(node) ? [...(await this.#listings.children(node))] : [];
  }

  getTreeItem(node: CatalogNode): vscode.TreeItem {
    return toTreeItem(node);
  }

  /** Loads what a table's tooltip says when the mouse rests on it, and not before. */
  async resolveTreeItem(
    item: vscode.TreeItem,
    node: CatalogNode,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    if (node.kind !== 'table') return item;
    try {
      const signal = toAbortSignal(token);
      item.tooltip = toTableTooltip(await node.catalog.loadTable(node.table.identifier, signal));
    } catch {
      // Opening the node shows what is wrong; a hover stays with the name.
    }
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
      for (const connection of this.#connections.all)
        forgetTables({ kind: 'connection', connection });
      this.#changed.fire(undefined);
    } else if (isParent(node)) {
      this.#listings.forget(node);
      forgetTables(node);
      this.#changed.fire(node);
    }
  }

  /** Loads the page after the rows that are there, or again the one that failed. */
  async loadMore(parent: ParentNode): Promise<void> {
    await this.#listings.more(parent);
    this.#changed.fire(parent);
  }

  dispose(): void {
    this.#listings.forgetAll();
    this.#changed.dispose();
  }
}

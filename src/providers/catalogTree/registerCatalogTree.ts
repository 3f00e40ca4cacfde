import { join } from 'node:path';
import * as vscode from 'vscode';
import { registerCommands } from '../../host/commands.js';
import { ContextKey } from '../../host/contextKey.js';
import type { Services } from '../../host/services.js';
import { CatalogTreeProvider } from './catalogTreeProvider.js';
import type { CatalogNode } from './nodes/catalogNode.js';
import { openCache } from './openCache.js';
import { registerNodeCommands } from './registerNodeCommands.js';
import { treeFilter } from './treeFilter.js';

/** The side bar's tree and what can be done with its nodes. */
export function registerCatalogTree(services: Services): vscode.Disposable {
  const { context, connections, report, workspaceFile } = services;
  const cache = openCache(join(context.globalStorageUri.fsPath, 'catalogs'));
  const tree = new CatalogTreeProvider({
    connections,
    pageSize,
    workspaceFile: () => workspaceFile.current,
    cache: cache.listings,
  });
  const count = new ContextKey<number>('lakehouse.connections.count');
  const showConnections = (): void => {
    // Problems are shown as nodes: then the view is not empty, and has no welcome.
    count.set(connections.all.length + connections.problems.length);
    tree.refresh();
  };
  showConnections();
  const view = vscode.window.createTreeView('lakehouse.catalog', {
    treeDataProvider: tree,
    dragAndDropController: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const filter = treeFilter(tree, view);
  const commands = registerCommands(
    {
      'lakehouse.catalog.clearFilter': () => {
        filter.set('');
      },
      'lakehouse.catalog.filter': () => filter.ask(),
      'lakehouse.catalog.findTable': async () => {
        const { findTableInTree } = await import('../findTable/findTableInTree.js');
        await findTableInTree(services, { cache: await cache.catalogs(), tree, view });
      },
      'lakehouse.catalog.refresh': (node?: CatalogNode) => {
        tree.refresh(node);
      },
      'lakehouse.catalog.retry': (node: CatalogNode) => retry(tree, node),
      'lakehouse.catalog.loadMore': (node: CatalogNode) => retry(tree, node),
      'lakehouse.catalog.createSample': async (folder?: vscode.Uri) => {
        // Loaded when it is asked for: what writes tables is no part of starting up.
        const { createSampleHere } = await import('./createSampleHere.js');
        await createSampleHere(services, folder instanceof vscode.Uri ? folder : undefined);
      },
    },
    report,
  );
  return vscode.Disposable.from(
    tree,
    commands,
    registerNodeCommands(services),
    view,
    connections.onDidChange(showConnections),
    workspaceFile.onDidChange(() => {
      tree.refreshPins();
    }),
    view.onDidCollapseElement(({ element }) => {
      tree.stop(element);
    }),
  );
}

async function retry(tree: CatalogTreeProvider, node: CatalogNode): Promise<void> {
  if (node.kind === 'error' || node.kind === 'more') await tree.loadMore(node.parent);
}

function pageSize(): number {
  return vscode.workspace.getConfiguration('lakehouse').get('tree.pageSize', 200);
}

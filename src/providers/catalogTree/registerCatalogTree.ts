import * as vscode from 'vscode';
import { registerCommands } from '../../host/commands.js';
import { ContextKey } from '../../host/contextKey.js';
import type { Services } from '../../host/services.js';
import { compareSnapshots } from './actions/compareSnapshots.js';
import { copyDdl, copyId, copyNames, copySelect } from './actions/copyCommands.js';
import { sqlNameOf } from './actions/nodeSql.js';
import { newQuery } from './actions/queryCommands.js';
import { revealInConsole } from './actions/revealInConsole.js';
import type { CatalogNode } from './nodes/catalogNode.js';
import { CatalogTreeProvider } from './catalogTreeProvider.js';
import { insertName } from './insertName.js';
import { pin, unpin } from './pins.js';
import type { CommandId } from '../../host/commands.js';
import { placeOf } from './placeOf.js';
import { preview } from './preview.js';

/** The side bar's tree and what can be done with its nodes. */
export function registerCatalogTree(services: Services): vscode.Disposable {
  const { connections, report, workspaceFile } = services;
  const tree = new CatalogTreeProvider({
    connections,
    pageSize,
    workspaceFile: () => workspaceFile.current,
  });
  const count = new ContextKey<number>('lakehouse.connections.count');
  const showConnections = (): void => {
    // Problems are shown as nodes: then the view is not empty, and has no welcome.
    count.set(connections.all.length + connections.problems.length);
    tree.refresh();
  };
  showConnections();
  const commands = registerCommands(
    {
      'lakehouse.catalog.refresh': (node?: CatalogNode) => {
        tree.refresh(node);
      },
      'lakehouse.catalog.retry': (node: CatalogNode) => retry(tree, node),
      'lakehouse.catalog.loadMore': (node: CatalogNode) => retry(tree, node),
      'lakehouse.catalog.compareSnapshots': compareSnapshots,
      'lakehouse.catalog.copyDdl': copyDdl,
      'lakehouse.catalog.copyId': copyId,
      'lakehouse.catalog.copyName': (node: CatalogNode, nodes?: readonly CatalogNode[]) =>
        copyNames(nodes ?? [node]),
      'lakehouse.catalog.copySelect': copySelect,
      'lakehouse.catalog.newQuery': newQuery,
      'lakehouse.catalog.queryAsOf': newQuery,
      'lakehouse.catalog.revealInConsole': revealInConsole,
      'lakehouse.catalog.insertName': (node: CatalogNode) => insertName(sqlNameOf(node) ?? ''),
      'lakehouse.catalog.pin': (node: CatalogNode, nodes?: readonly CatalogNode[]) =>
        pin(workspaceFile, nodes ?? [node]),
      'lakehouse.catalog.unpin': (node: CatalogNode, nodes?: readonly CatalogNode[]) =>
        unpin(workspaceFile, nodes ?? [node]),
      'lakehouse.catalog.openTable': async (node: CatalogNode) => {
        const place = placeOf(node);
        if (place !== undefined) await vscode.commands.executeCommand(openTablePage, place);
      },
      'lakehouse.catalog.preview': (node: CatalogNode) => preview(services, node),
      'lakehouse.catalog.createSample': async (folder?: vscode.Uri) => {
        // Loaded when it is asked for: what writes tables is no part of starting up.
        const { createSampleHere } = await import('./createSampleHere.js');
        await createSampleHere(services, folder instanceof vscode.Uri ? folder : undefined);
      },
    },
    report,
  );
  const view = vscode.window.createTreeView('lakehouse.catalog', {
    treeDataProvider: tree,
    dragAndDropController: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  return vscode.Disposable.from(
    tree,
    commands,
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

const openTablePage: CommandId = 'lakehouse.tablePage.open';

import * as vscode from 'vscode';
import { type CommandId, registerCommands } from '../../host/commands.js';
import type { Services } from '../../host/services.js';
import type { CatalogNode } from './nodes/catalogNode.js';
import { placeOf } from './placeOf.js';
import { preview } from './preview.js';

/** What can be done with nodes. The code of each is loaded when it is asked for. */
export function registerNodeCommands(services: Services): vscode.Disposable {
  const { workspaceFile, report } = services;
  const copy = () => import('./actions/copyCommands.js');
  const query = () => import('./actions/queryCommands.js');
  return registerCommands(
    {
      'lakehouse.catalog.compareSnapshots': async (node: CatalogNode) => {
        const { compareSnapshots } = await import('./actions/compareSnapshots.js');
        await compareSnapshots(services, node);
      },
      'lakehouse.catalog.copyDdl': async (node: CatalogNode) => (await copy()).copyDdl(node),
      'lakehouse.catalog.copyId': async (node: CatalogNode) => (await copy()).copyId(node),
      'lakehouse.catalog.copyName': async (node: CatalogNode, nodes?: readonly CatalogNode[]) =>
        (await copy()).copyNames(nodes ?? [node]),
      'lakehouse.catalog.copySelect': async (node: CatalogNode) => (await copy()).copySelect(node),
      'lakehouse.catalog.insertName': async (node: CatalogNode, nodes?: readonly CatalogNode[]) =>
        (await import('./actions/insertName.js')).insertNames(nodes ?? [node]),
      'lakehouse.catalog.newQuery': async (node: CatalogNode) => (await query()).newQuery(node),
      'lakehouse.catalog.openTable': async (node: CatalogNode) => {
        const place = placeOf(node);
        if (place !== undefined) await vscode.commands.executeCommand(openTablePage, place);
      },
      'lakehouse.catalog.pin': async (node: CatalogNode, nodes?: readonly CatalogNode[]) =>
        (await import('./actions/pins.js')).pin(workspaceFile, nodes ?? [node]),
      'lakehouse.catalog.preview': (node: CatalogNode) => preview(services, node),
      'lakehouse.catalog.queryAsOf': async (node: CatalogNode) => (await query()).newQuery(node),
      'lakehouse.catalog.revealInConsole': async (node: CatalogNode) => {
        const { revealInConsole } = await import('./actions/revealInConsole.js');
        await revealInConsole(node);
      },
      'lakehouse.catalog.unpin': async (node: CatalogNode, nodes?: readonly CatalogNode[]) =>
        (await import('./actions/pins.js')).unpin(workspaceFile, nodes ?? [node]),
    },
    report,
  );
}

const openTablePage: CommandId = 'lakehouse.tablePage.open';

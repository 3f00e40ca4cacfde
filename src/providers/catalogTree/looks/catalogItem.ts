import * as vscode from 'vscode';
import type { DatasetPath } from '../../../workspaceFile/datasetPath.js';
import { type CatalogNode, isParent } from '../nodes/catalogNode.js';
import { contextOf } from '../nodes/nodeActions.js';
import { nodeId } from '../nodes/nodeId.js';
import { columnLooks } from './columnLooks.js';
import { errorLooks, problemLooks } from './errorLooks.js';
import { bucketLooks, fileLooks, fileSizesLooks, partitionLooks } from './fileLooks.js';
import { emptyLooks, groupLooks } from './groupLooks.js';
import {
  jobLooks,
  refLooks,
  schemaColumnLooks,
  schemaLooks,
  snapshotLooks,
} from './historyLooks.js';
import { icon, type Looks } from './looks.js';
import {
  catalogLooks,
  connectionLooks,
  lostPinLooks,
  pinsLooks,
  tableLooks,
} from './placeLooks.js';

/** How a node looks. All text of catalogs is given as plain text: nothing in it is interpreted. */
export function toTreeItem(node: CatalogNode, favourites: readonly DatasetPath[]): vscode.TreeItem {
  const item = new vscode.TreeItem('', vscode.TreeItemCollapsibleState.None);
  item.id = nodeId(node);
  item.contextValue = contextOf(node, favourites);
  if (isParent(node)) item.collapsibleState = vscode.TreeItemCollapsibleState.Collapsed;
  return Object.assign(item, looksOf(node));
}

function looksOf(node: CatalogNode): Looks {
  switch (node.kind) {
    case 'connection':
      return connectionLooks(node.connection);
    case 'pins':
      return pinsLooks();
    case 'lostPin':
      return lostPinLooks(node);
    case 'catalog':
      return catalogLooks(node.catalog);
    case 'namespace':
      return { label: node.namespace.at(-1) ?? '', iconPath: icon('symbol-namespace') };
    case 'table':
      return tableLooks(node);
    case 'group':
      return groupLooks(node);
    case 'column':
      return columnLooks(node);
    case 'partition':
      return partitionLooks(node.partition);
    case 'snapshot':
      return snapshotLooks(node.snapshot);
    case 'ref':
      return refLooks(node.ref);
    case 'fileSizes':
      return fileSizesLooks(node.sizes);
    case 'bucket':
      return bucketLooks(node);
    case 'file':
      return fileLooks(node.file);
    case 'schema':
      return schemaLooks(node);
    case 'schemaColumn':
      return schemaColumnLooks(node);
    case 'property':
      return { label: node.name, description: node.value, iconPath: icon('symbol-property') };
    case 'job':
      return jobLooks(node.job);
    case 'empty':
      return emptyLooks(node.group);
    case 'problem':
      return problemLooks(node.problem);
    case 'error':
      return errorLooks(node.error);
    case 'more':
      return {
        label: vscode.l10n.t('Load more…'),
        iconPath: icon('ellipsis'),
        command: {
          command: 'lakehouse.catalog.loadMore',
          title: vscode.l10n.t('Load more…'),
          arguments: [node],
        },
      };
  }
}

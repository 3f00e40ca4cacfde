import * as vscode from 'vscode';
import { ContextKey } from '../../host/contextKey.js';
import type { CatalogTreeProvider } from './catalogTreeProvider.js';
import type { CatalogNode } from './nodes/catalogNode.js';

export interface TreeFilter {
  /** An empty text shows everything again. */
  set(text: string): void;
  ask(): Promise<void>;
}

/** The filter of the tree, which the view says for as long as there is one. */
export function treeFilter(
  tree: CatalogTreeProvider,
  view: vscode.TreeView<CatalogNode>,
): TreeFilter {
  const isFiltered = new ContextKey<boolean>('lakehouse.catalog.isFiltered');
  let current = '';
  const set = (text: string): void => {
    current = text.trim();
    isFiltered.set(current !== '');
    view.message = current === '' ? '' : vscode.l10n.t('Only what has “{0}” in its name', current);
    tree.filter(current);
  };
  return {
    set,
    ask: async () => {
      const text = await vscode.window.showInputBox({
        title: vscode.l10n.t('Filter the Catalog'),
        prompt: vscode.l10n.t('Show only tables and namespaces with this in their names.'),
        value: current,
      });
      if (text !== undefined) set(text);
    },
  };
}

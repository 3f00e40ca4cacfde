import * as vscode from 'vscode';
import { isRecord } from '../../connections/entryReader.js';
import { plainLabel } from '../../host/plainLabel.js';
import { entryNames, entryOf } from './connectionStore.js';

/**
 * The connection that a command is for: a name, a node of the tree, else one that the user chooses.
 * `undefined` where he chooses none.
 */
export async function chooseConnection(
  argument: unknown,
  prompt: string,
): Promise<string | undefined> {
  const named = typeof argument === 'string' ? argument : nameOfNode(argument);
  if (named !== undefined) return named;
  const names = entryNames();
  if (names.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no connection yet.'));
    return undefined;
  }
  const items = names.map((name) => {
    const type = entryOf(name)?.['type'];
    const description = typeof type === 'string' ? plainLabel(type) : '';
    return { name, label: plainLabel(name), description };
  });
  return (await vscode.window.showQuickPick(items, { placeHolder: prompt }))?.name;
}

/** Nodes of connections, and of entries that can not be used. */
function nameOfNode(node: unknown): string | undefined {
  if (!isRecord(node)) return undefined;
  const of = node['connection'] ?? node['problem'];
  if (!isRecord(of)) return undefined;
  return typeof of['name'] === 'string' ? of['name'] : undefined;
}

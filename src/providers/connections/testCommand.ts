import * as vscode from 'vscode';
import type { Reached } from '../../connections/testConnection.js';
import type { Services } from '../../host/services.js';
import { chooseConnection } from './chooseConnection.js';
import { entryOf } from './connectionStore.js';
import { tryDraft } from './tryDraft.js';

/** *Test Connection*: says what was reached, or why nothing was. */
export async function testCommand(services: Services, argument: unknown): Promise<void> {
  const name = await chooseConnection(argument, vscode.l10n.t('The connection to test'));
  if (name === undefined) return;
  const tested = await tryDraft(services, { name, entry: entryOf(name) ?? {}, secret: '' });
  if ('reached' in tested) {
    void vscode.window.showInformationMessage(reachedText(name, tested.reached));
    return;
  }
  const [edit, signIn] = [vscode.l10n.t('Edit…'), vscode.l10n.t('Sign In')];
  const actions = tested.code === 'expired-credentials' ? [signIn, edit] : [edit];
  void vscode.window
    .showErrorMessage(vscode.l10n.t('{0} was not reached. {1}', name, tested.reason), ...actions)
    .then(async (choice) => {
      if (choice === edit) {
        await vscode.commands.executeCommand('lakehouse.connections.edit', name);
      }
      if (choice === signIn) {
        await vscode.commands.executeCommand('lakehouse.connections.signIn', name);
      }
    });
}

function reachedText(
  name: string,
  { identity, catalogs, failures, namespaces, tables, hasMore }: Reached,
): string {
  const [first = '', ...others] = catalogs;
  const what = [
    others.length === 0
      ? vscode.l10n.t('catalog {0}', first)
      : vscode.l10n.t('{0} catalogs', catalogs.length),
    namespaces === 0 && tables > 0
      ? vscode.l10n.t('{0} tables', tables)
      : vscode.l10n.t('{0} namespaces', namespaces),
  ].join(', ');
  const reached = hasMore
    ? vscode.l10n.t('{0} is reached: {1}, and more.', name, what)
    : vscode.l10n.t('{0} is reached: {1}.', name, what);
  const who = identity === undefined ? [] : [vscode.l10n.t('Signed in as {0}.', identity)];
  const not = failures.map((failure) => vscode.l10n.t('Not reached: {0}', failure));
  return [reached, ...who, ...not].join(' ');
}

import * as vscode from 'vscode';
import type { Services } from '../../host/services.js';
import { chooseConnection } from './chooseConnection.js';
import { entryOf, removeEntry, scopesOf } from './connectionStore.js';
import { keyOf } from './draft.js';

/** *Remove Connection*: asks, and removes the entry and its secret. Nothing of the lakehouse is touched. */
export async function removeConnection(
  { secrets }: Services,
  argument: unknown,
  isConfirmed: boolean,
): Promise<void> {
  const name = await chooseConnection(argument, vscode.l10n.t('The connection to remove'));
  if (name === undefined) return;
  if (!isConfirmed && !(await confirm(name))) return;
  const key = keyOf(name, entryOf(name));
  await removeEntry(name);
  if (key !== undefined) await secrets.forget(key);
}

async function confirm(name: string): Promise<boolean> {
  const remove = vscode.l10n.t('Remove');
  const where = scopesOf(name).includes('workspace')
    ? vscode.l10n.t('It is removed from the settings of this workspace, its secret with it.')
    : vscode.l10n.t('It is removed from your settings, its secret with it.');
  const kept = vscode.l10n.t('The lakehouse itself stays as it is.');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('Remove the connection {0}?', name),
    { modal: true, detail: `${where} ${kept}` },
    remove,
  );
  return choice === remove;
}

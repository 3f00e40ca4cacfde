import * as vscode from 'vscode';
import type { Services } from '../../host/services.js';
import { chooseConnection } from './chooseConnection.js';
import { entryOf } from './connectionStore.js';
import { settingsOf } from './draft.js';

/**
 * *Sign In*: to AWS by its own command line in a terminal, as the profile says; to others by a secret
 * that is asked for, unless it is `given`.
 */
export async function signIn(services: Services, argument: unknown, given?: string): Promise<void> {
  const name = await chooseConnection(argument, vscode.l10n.t('The connection to sign in to'));
  if (name === undefined) return;
  const read = settingsOf(name, entryOf(name));
  if ('problem' in read) {
    await vscode.commands.executeCommand('lakehouse.connections.edit', name);
    return;
  }
  const { settings } = read;
  const { secretKeyOf } = await import('../../connections/secretKeys.js');
  const key = secretKeyOf(settings);
  if (key !== undefined) {
    await services.secrets.forget(key);
    if (given === undefined) await services.secrets.get(key);
    else await services.secrets.set(key, given);
    await loadAnew(services, name);
  } else if ('profile' in settings || settings.type === 'aws') {
    const { signInToAws } = await import('./signInToAws.js');
    await signInToAws(settings.profile, () => loadAnew(services, name));
  } else {
    const text = vscode.l10n.t('{0} needs no sign-in.', name);
    void vscode.window.showInformationMessage(text);
  }
}

/** What failed without a session is asked for again. */
async function loadAnew({ connections }: Services, name: string): Promise<void> {
  const connection = connections.find(name);
  connection?.forget();
  const node = connection && { kind: 'connection', connection };
  await vscode.commands.executeCommand('lakehouse.catalog.refresh', node);
}

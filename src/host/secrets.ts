import * as vscode from 'vscode';
import { CatalogError } from '../catalog/catalog.js';
import type { SecretKey, Secrets } from '../connections/secrets.js';

/** The secrets as the host handles them. */
export interface SecretStore extends Secrets {
  /** The secret where there is one; nobody is asked. */
  peek(key: SecretKey): Promise<string | undefined>;
  set(key: SecretKey, secret: string): Promise<void>;
}

/** Secrets in the editor's own storage; one that is not there yet is asked for once. */
export function createSecrets(storage: vscode.SecretStorage): SecretStore {
  const asking = new Map<string, Promise<string>>();
  const ask = async (key: SecretKey): Promise<string> => {
    const secret = await vscode.window.showInputBox({
      title: vscode.l10n.t('Sign In to {0}', key.connection),
      prompt: vscode.l10n.t(
        'The secret or token for {0}. It is kept by the editor, not in settings.',
        key.host,
      ),
      password: true,
      ignoreFocusOut: true,
    });
    if (secret === undefined || secret === '') {
      throw new CatalogError('expired-credentials', `no secret was given for ${key.connection}`);
    }
    await storage.store(nameOf(key), secret);
    return secret;
  };
  return {
    get: async (key) => {
      const name = nameOf(key);
      const kept = await storage.get(name);
      if (kept !== undefined) return kept;
      // Many requests need it at once.
      const asked = asking.get(name) ?? ask(key).finally(() => asking.delete(name));
      asking.set(name, asked);
      return asked;
    },
    forget: async (key) => storage.delete(nameOf(key)),
    peek: async (key) => storage.get(nameOf(key)),
    set: async (key, secret) => storage.store(nameOf(key), secret),
  };
}

function nameOf({ connection, host }: SecretKey): string {
  return JSON.stringify(['connection', connection, host]);
}

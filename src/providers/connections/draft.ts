import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import { CatalogError } from '../../catalog/catalog.js';
import { type ConnectionSettings, parseConnections } from '../../connections/connectionSettings.js';
import type { ConnectionProblem } from '../../connections/entryReader.js';
import type { ConnectionEntry } from '../../connections/form/formEntry.js';
import { secretKeyOf } from '../../connections/secretKeys.js';
import type { SecretKey, Secrets } from '../../connections/secrets.js';
import type { SecretStore } from '../../host/secrets.js';

/** A connection that is not in the settings, or not as it is now. */
export interface Draft {
  readonly name: string;
  readonly entry: ConnectionEntry;
  /** A secret that is not kept yet; empty where the one that is kept holds. */
  readonly secret: string;
}

/** The settings of an entry, or why it can not be used. */
export function settingsOf(
  name: string,
  entry: unknown,
): { readonly settings: ConnectionSettings } | { readonly problem: ConnectionProblem } {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const variables = folder === undefined ? {} : { workspaceFolder: folder };
  const { settings, problems } = parseConnections({ [name]: entry }, { variables, isAbsolute });
  const [read] = settings;
  const [problem] = problems;
  if (read !== undefined) return { settings: read };
  if (problem !== undefined) return { problem };
  throw new Error('an entry is read or it is not');
}

/** The secrets that a draft is tried with: its own, else those that are kept. Nothing is asked for. */
export function secretsOf({ secret }: Draft, kept: SecretStore): Secrets {
  return {
    get: async (key) => {
      const found = secret === '' ? await kept.peek(key) : secret;
      if (found === undefined) {
        throw new CatalogError('expired-credentials', `no secret was given for ${key.connection}`);
      }
      return found;
    },
    forget: () => Promise.resolve(),
  };
}

/** What the secret of an entry is kept under, where it has one. */
export function keyOf(name: string, entry: unknown): SecretKey | undefined {
  const read = settingsOf(name, entry);
  return 'settings' in read ? secretKeyOf(read.settings) : undefined;
}

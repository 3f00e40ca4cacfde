import * as vscode from 'vscode';
import { isRecord } from '../../connections/entryReader.js';
import type { ConnectionEntry } from '../../connections/form/formEntry.js';

/** Where an entry of the setting is written. */
type Scope = 'workspace' | 'user';

const targets: Readonly<Record<Scope, vscode.ConfigurationTarget>> = {
  workspace: vscode.ConfigurationTarget.Workspace,
  user: vscode.ConfigurationTarget.Global,
};

/** The entry of a name as it is written, of all scopes together; `undefined` where there is none. */
export function entryOf(name: string): ConnectionEntry | undefined {
  const value: unknown = vscode.workspace.getConfiguration('lakehouse').get('connections');
  const entry = isRecord(value) ? value[name] : undefined;
  if (entry === undefined) return undefined;
  // What the editor hands out refuses to be copied as it is.
  const copy: unknown = JSON.parse(JSON.stringify(entry));
  return isRecord(copy) ? copy : {};
}

/** The names of all entries, also of those that can not be used. */
export function entryNames(): readonly string[] {
  const value: unknown = vscode.workspace.getConfiguration('lakehouse').get('connections');
  return isRecord(value) ? Object.keys(value) : [];
}

/** Where an entry is written, the scope that holds first. */
export function scopesOf(name: string): readonly Scope[] {
  return (['workspace', 'user'] as const).filter((scope) => Object.hasOwn(written(scope), name));
}

/** Writes an entry where it is already; a new one into the workspace where there is one. */
export async function writeEntry(name: string, entry: ConnectionEntry): Promise<void> {
  const fresh = vscode.workspace.workspaceFolders === undefined ? 'user' : 'workspace';
  const [scope = fresh] = scopesOf(name);
  await update(scope, { ...written(scope), [name]: entry });
}

/** Removes an entry from every scope that has it. */
export async function removeEntry(name: string): Promise<void> {
  for (const scope of scopesOf(name)) {
    const rest = Object.entries(written(scope)).filter(([key]) => key !== name);
    await update(scope, rest.length === 0 ? undefined : Object.fromEntries(rest));
  }
}

/** Gives an entry another name in every scope that has it; its place among the others stays. */
export async function renameEntry(name: string, next: string): Promise<void> {
  for (const scope of scopesOf(name)) {
    const entries = Object.entries(written(scope));
    await update(
      scope,
      Object.fromEntries(entries.map(([key, entry]) => [key === name ? next : key, entry])),
    );
  }
}

function written(scope: Scope): ConnectionEntry {
  const found = vscode.workspace.getConfiguration('lakehouse').inspect<unknown>('connections');
  const value = scope === 'workspace' ? found?.workspaceValue : found?.globalValue;
  return isRecord(value) ? value : {};
}

async function update(scope: Scope, value: ConnectionEntry | undefined): Promise<void> {
  await vscode.workspace.getConfiguration('lakehouse').update('connections', value, targets[scope]);
}

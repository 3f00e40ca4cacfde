import * as vscode from 'vscode';
import { errorText } from '../../host/errorText.js';
import type { Services } from '../../host/services.js';

/** What a caller knows already and need not be asked. */
export interface NewConnection {
  readonly name: string;
  readonly folder: vscode.Uri;
}

/** *Add Connection*: a name and a folder, which is tried before the setting is written. */
export async function addConnection(
  services: Services,
  chosen: NewConnection | undefined,
): Promise<void> {
  const { all, problems } = services.connections;
  const taken = new Set([...all, ...problems].map(({ name }) => name));
  const wanted = chosen ?? (await ask(taken));
  if (wanted === undefined) return;
  const { name, folder } = wanted;
  const problem = nameProblem(name, taken) ?? (await whatIsWrong(folder.fsPath, services));
  if (problem !== undefined) {
    void vscode.window.showErrorMessage(problem);
    return;
  }
  await write(name, folder);
}

async function ask(taken: ReadonlySet<string>): Promise<NewConnection | undefined> {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Add Connection (1 of 2)'),
    prompt: vscode.l10n.t('A name for the lakehouse. Notebooks call it by this name.'),
    validateInput: (value) => nameProblem(value.trim(), taken),
  });
  if (name === undefined) return undefined;
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      title: vscode.l10n.t('Add Connection (2 of 2): the folder of the lakehouse'),
      openLabel: vscode.l10n.t('Connect'),
    })) ?? [];
  return folder === undefined ? undefined : { name: name.trim(), folder };
}

function nameProblem(name: string, taken: ReadonlySet<string>): string | undefined {
  if (name === '') return vscode.l10n.t('A connection needs a name.');
  return taken.has(name) ? vscode.l10n.t('There is a connection of this name.') : undefined;
}

/** Lists the folder as the tree would; a folder without a namespace or a table is no lakehouse. */
async function whatIsWrong(
  path: string,
  { createConnection }: Services,
): Promise<string | undefined> {
  const { signal } = new AbortController();
  try {
    const settings = { type: 'local', name: '', path, readOnly: true } as const;
    const { listCatalogs } = await createConnection(settings).open();
    const [catalog] = (await listCatalogs(undefined, signal)).items;
    const namespaces = await catalog?.listNamespaces([], undefined, signal);
    const tables = await catalog?.listTables([], undefined, signal);
    const isEmpty = namespaces?.items.length === 0 && tables?.items.length === 0;
    return isEmpty ? vscode.l10n.t('There are no tables in {0}.', path) : undefined;
  } catch (error) {
    return errorText(error);
  }
}

async function write(name: string, folder: vscode.Uri): Promise<void> {
  const first = vscode.workspace.workspaceFolders?.[0];
  const settings = vscode.workspace.getConfiguration('lakehouse');
  const found = settings.inspect<Readonly<Record<string, unknown>>>('connections');
  const before = first === undefined ? found?.globalValue : found?.workspaceValue;
  const target =
    first === undefined ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
  const entry = { type: 'local', path: settingPath(folder, first?.uri) };
  await settings.update('connections', { ...before, [name]: entry }, target);
}

/** A folder of the workspace is written so that it is found on another machine too. */
function settingPath(folder: vscode.Uri, workspace: vscode.Uri | undefined): string {
  if (workspace === undefined) return folder.fsPath;
  const inside = `${workspace.path}/`;
  if (folder.path === workspace.path) return '${workspaceFolder}';
  return folder.path.startsWith(inside)
    ? `\${workspaceFolder}/${folder.path.slice(inside.length)}`
    : folder.fsPath;
}

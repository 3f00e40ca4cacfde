import * as vscode from 'vscode';
import type { Services } from '../../host/services.js';
import { toAbortSignal } from '../../host/abort.js';
import { createSample, NotASampleError, sampleParts } from '../../sample/createSample.js';
import { onOneConnection } from '../../sample/sampleSql.js';
import { writeSampleSettings } from '../../sample/sampleSettings.js';

/**
 * *Create Sample Lakehouse*: says what it will write and where, makes it, connects to it and opens
 * its notebook. A caller that hands over a folder has asked already.
 */
export async function createSampleHere(
  { context, duckdb, connections }: Services,
  chosen: vscode.Uri | undefined,
): Promise<void> {
  const folder = chosen ?? (await chooseFolder());
  if (folder === undefined) return;
  if (chosen === undefined && !(await confirm(folder))) return;
  const statics = vscode.Uri.joinPath(context.extensionUri, 'sample').fsPath;
  try {
    await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Creating the sample lakehouse'),
        cancellable: true,
      },
      (_, token) =>
        onOneConnection(duckdb, (sql) =>
          createSample({ folder: folder.fsPath, statics, sql }, toAbortSignal(token)),
        ),
    );
  } catch (error) {
    if (!(error instanceof NotASampleError)) throw error;
    void vscode.window.showErrorMessage(
      vscode.l10n.t(
        '{0} has files in it and is not a sample: nothing was written. Move it away or open another folder.',
        error.folder,
      ),
    );
    return;
  }
  if (!isFirstFolder(folder)) {
    // Not part of this window: it gets settings of its own and is opened.
    await writeSampleSettings(folder.fsPath);
    await vscode.commands.executeCommand('vscode.openFolder', folder);
    return;
  }
  await connect();
  const connection = connections.find('sample');
  // Its tables may have been made anew while it was shown.
  if (connection !== undefined) await vscode.commands.executeCommand('lakehouse.catalog.refresh');
  await vscode.commands.executeCommand(
    'vscode.open',
    vscode.Uri.joinPath(folder, sampleParts.welcome),
  );
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const first = vscode.workspace.workspaceFolders?.[0];
  if (first !== undefined) return first.uri;
  const picked = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    title: vscode.l10n.t('A folder for the sample lakehouse'),
    openLabel: vscode.l10n.t('Create Sample Here'),
  });
  return picked?.[0];
}

async function confirm(folder: vscode.Uri): Promise<boolean> {
  const create = vscode.l10n.t('Create');
  const { lakehouse, welcome, pipelines, databricks } = sampleParts;
  const detail = vscode.l10n.t(
    'It writes the folders {0} (tables, about 3 MB), {1} and {2} and the notebook {3}, and adds the connection "sample" to the settings of this workspace. Notebooks and pipelines that are there already stay as they are.',
    `${lakehouse}/`,
    `${pipelines}/`,
    `${databricks}/`,
    welcome,
  );
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('Create the sample lakehouse in {0}?', folder.fsPath),
    { modal: true, detail },
    create,
  );
  return choice === create;
}

function isFirstFolder(folder: vscode.Uri): boolean {
  return vscode.workspace.workspaceFolders?.[0]?.uri.toString() === folder.toString();
}

async function connect(): Promise<void> {
  const settings = vscode.workspace.getConfiguration('lakehouse');
  const before = settings.inspect<Readonly<Record<string, unknown>>>('connections')?.workspaceValue;
  const path = `\${workspaceFolder}/${sampleParts.lakehouse}`;
  await settings.update(
    'connections',
    { ...before, sample: { type: 'local', path } },
    vscode.ConfigurationTarget.Workspace,
  );
}

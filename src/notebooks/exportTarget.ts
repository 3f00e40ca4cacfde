import * as vscode from 'vscode';
import { exportFormats, type ExportFormat } from '../results/export/formats.js';
import type { StoredResult } from '../results/storedResult.js';
import { exportName } from './format/exportName.js';

/** The folder of the last export, in the workspace's state. */
const lastFolder = 'lakehouse.exportFolder';

/** Asks where to. Nothing where the user does not say, or names what is no file of this machine. */
export async function askExportFile(
  state: vscode.Memento,
  result: StoredResult,
  format: ExportFormat,
): Promise<vscode.Uri | undefined> {
  const { name = '', extension = '' } = exportFormats.find(({ id }) => id === format) ?? {};
  const folder = folderOf(state, result);
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Result'),
    filters: { [name]: [extension] },
    ...(folder === undefined
      ? {}
      : {
          defaultUri: vscode.Uri.joinPath(folder, `${exportName(result.origin)}.${extension}`),
        }),
  });
  if (target === undefined || target.scheme === 'file') return target;
  const message = vscode.l10n.t(
    'A result can only be exported to a file of the machine on which the extension runs, and {0} is none.',
    target.toString(),
  );
  void vscode.window.showWarningMessage(message);
  return undefined;
}

export async function rememberFolder(state: vscode.Memento, target: vscode.Uri): Promise<void> {
  await state.update(lastFolder, vscode.Uri.joinPath(target, '..').toString());
}

function folderOf(state: vscode.Memento, { origin }: StoredResult): vscode.Uri | undefined {
  const last = state.get<unknown>(lastFolder);
  if (typeof last === 'string') return vscode.Uri.parse(last);
  const workspace = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  if (workspace !== undefined) return workspace.uri;
  const notebook = origin === undefined ? undefined : vscode.Uri.parse(origin.notebook);
  return notebook?.scheme === 'file' ? vscode.Uri.joinPath(notebook, '..') : undefined;
}

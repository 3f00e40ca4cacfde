import * as vscode from 'vscode';
import { toAbortSignal } from '../host/abort.js';
import { percentProgress } from '../host/percentProgress.js';
import type { Services } from '../host/services.js';
import { exportResult } from '../results/export/exportResult.js';
import type { Written } from '../results/export/exportJob.js';
import { exportFormats } from '../results/export/formats.js';
import { wholeView } from '../results/view.js';
import { askExportFile, rememberFolder } from './exportTarget.js';
import type { ExportRequest } from './grid/gridHandlers.js';
import { rowsText } from './resultOutput.js';
import { askSelectedResult, sayResultGone } from './selectedResult.js';

type ExportServices = Pick<Services, 'context' | 'duckdb' | 'results'>;

/** Writes all rows of a view of a result to a file, and asks for what was not said. */
export async function exportCommand(
  services: ExportServices,
  request: ExportRequest | undefined,
): Promise<void> {
  const wanted = request ?? (await askRequest());
  if (wanted === undefined) return;
  const { id, format, view } = wanted;
  const result = await services.results.find(id);
  if (result === undefined) {
    sayResultGone();
    return;
  }
  const target = await askExportFile(services.context.workspaceState, result, format);
  if (target === undefined) return;
  const file = target.fsPath;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Exporting {0}', file),
    cancellable: true,
  };
  const written = await vscode.window.withProgress(options, (progress, token) => {
    const signal = toAbortSignal(token);
    const onProgress = percentProgress(progress);
    return exportResult({ ...services, result, view, format, file, onProgress, signal });
  });
  await rememberFolder(services.context.workspaceState, target);
  sayWritten(written, target);
}

/** The result of the active cell, whole, in a format of the user's choice. */
async function askRequest(): Promise<ExportRequest | undefined> {
  const id = await askSelectedResult();
  if (id === undefined) return undefined;
  const items = exportFormats.map(({ id: format, name, extension }) => ({
    label: name,
    description: `.${extension}`,
    format,
  }));
  const title = vscode.l10n.t('Export Result');
  const placeHolder = vscode.l10n.t('All rows of the result, as…');
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder });
  return chosen === undefined ? undefined : { id, format: chosen.format, view: wholeView };
}

function sayWritten({ rows, asText, renamed }: Written, target: vscode.Uri): void {
  const list = (columns: Written['asText']): string => columns.map(({ name }) => name).join(', ');
  const sentences = [
    vscode.l10n.t('Exported {0} to {1}.', rowsText(rows), target.fsPath),
    ...(asText.length === 0
      ? []
      : [
          vscode.l10n.t(
            'The format has no type for all values of {0}: these are written as text.',
            list(asText),
          ),
        ]),
    ...(renamed.length === 0
      ? []
      : [vscode.l10n.t('Columns that have got another name: {0}.', renamedText(renamed))]),
  ];
  const open = vscode.l10n.t('Open');
  const reveal = vscode.l10n.t('Reveal');
  // Nothing waits for the answer: the export has ended.
  void vscode.window.showInformationMessage(sentences.join(' '), open, reveal).then((choice) => {
    if (choice === open) return openFile(target);
    if (choice === reveal) return vscode.commands.executeCommand(revealCommand(), target);
    return undefined;
  });
}

function renamedText(renamed: Written['renamed']): string {
  return renamed.map(({ name, stored }) => `${name} → ${stored}`).join(', ');
}

/** Text in the editor, all else in the program that the system has for it. */
function openFile(target: vscode.Uri): Thenable<unknown> {
  return /\.(xlsx|parquet)$/.test(target.path)
    ? vscode.env.openExternal(target)
    : vscode.commands.executeCommand('vscode.open', target);
}

/** A window on another machine has no folders of the system to show. */
function revealCommand(): string {
  const isHere = vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
  return isHere ? 'revealFileInOS' : 'revealInExplorer';
}

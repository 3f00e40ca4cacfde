import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { ConverterApi, ConvertAnswer } from '../../converter/converterApi.js';
import { isAsWritten } from '../../converter/outputMark.js';
import { toAbortSignal } from '../../host/abort.js';
import type { Remote } from '../../util/rpc.js';
import type { ShownReport } from './shownReport.js';
import { unconvertedRuns } from './unconvertedRuns.js';

/** What came of a conversion: where the new notebook is, and what was found. */
export interface ConvertedNotebook extends ShownReport {
  readonly output: vscode.Uri | undefined;
}

/** Converts one notebook file beside itself, with progress; `undefined` where the user said no. */
export async function convertNotebook(
  remote: Remote<ConverterApi>,
  source: vscode.Uri,
  extension: vscode.Uri,
): Promise<ConvertedNotebook | undefined> {
  await saveOpenDocument(source);
  const extname = posix.extname(source.path).toLowerCase();
  const format = extname === '.ipynb' ? 'ipynb' : 'py';
  const name = posix.basename(source.path);
  const output = vscode.Uri.joinPath(
    source,
    '..',
    `${posix.basename(source.path, posix.extname(source.path))}.emr.${format}`,
  );
  const migration = await findMigration(source);
  const answer = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Converting {0}', name),
      cancellable: true,
    },
    async (_, token): Promise<ConvertAnswer> => {
      const bytes = await vscode.workspace.fs.readFile(source);
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      const request = { text, source: name, output: posix.basename(output.path), format } as const;
      return remote.call(
        'convert',
        { ...request, migration: migration?.text },
        toAbortSignal(token),
      );
    },
  );
  if (answer.kind === 'migration-problems') {
    await showMigrationProblems(migration?.uri, answer.problems[0]);
    return undefined;
  }
  const { text, usesRuntime } = answer;
  const shown = {
    source,
    report: answer.report,
    summaries: answer.summaries,
    migration: migration?.uri,
    unconverted: await unconvertedRuns(source, answer.runs),
    needsRuntime: usesRuntime && answer.runtime === undefined,
  };
  if (text === undefined) return { ...shown, output: undefined };
  if (!(await mayWrite(output))) return undefined;
  await vscode.workspace.fs.writeFile(output, new TextEncoder().encode(text));
  if (usesRuntime) await copyRuntime(extension, vscode.Uri.joinPath(output, '..'));
  return { ...shown, output };
}

/** What a person has not saved yet is a part of the notebook too. */
async function saveOpenDocument(source: vscode.Uri): Promise<void> {
  const is = ({ uri }: { readonly uri: vscode.Uri }): boolean =>
    uri.toString() === source.toString();
  await vscode.workspace.textDocuments.find((document) => document.isDirty && is(document))?.save();
  await vscode.workspace.notebookDocuments
    .find((document) => document.isDirty && is(document))
    ?.save();
}

/** The nearest migration file, from the notebook's folder up to the workspace folder. */
async function findMigration(
  source: vscode.Uri,
): Promise<{ readonly uri: vscode.Uri; readonly text: string } | undefined> {
  const root = vscode.workspace.getWorkspaceFolder(source)?.uri;
  for (
    let folder = vscode.Uri.joinPath(source, '..');
    ;
    folder = vscode.Uri.joinPath(folder, '..')
  ) {
    const uri = vscode.Uri.joinPath(folder, 'lakehouse.migration.yaml');
    try {
      const bytes = await vscode.workspace.fs.readFile(uri);
      return { uri, text: new TextDecoder().decode(bytes) };
    } catch {
      // None here: the folder above may have one.
    }
    const isTop = root === undefined || folder.path === root.path || folder.path === '/';
    if (isTop) return undefined;
  }
}

async function showMigrationProblems(
  uri: vscode.Uri | undefined,
  problem: { readonly line: number | undefined; readonly message: string } | undefined,
): Promise<void> {
  if (uri === undefined || problem === undefined) return;
  const open = vscode.l10n.t('Open File');
  const choice = await vscode.window.showErrorMessage(
    vscode.l10n.t('The migration file can not be used: {0}', problem.message),
    open,
  );
  if (choice !== open) return;
  const line = (problem.line ?? 1) - 1;
  const selection = new vscode.Range(line, 0, line, 0);
  await vscode.window.showTextDocument(uri, { selection });
}

/** Whether the output may be written: nobody has changed what lies there, or the user says so. */
async function mayWrite(output: vscode.Uri): Promise<boolean> {
  let before: string;
  try {
    before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      await vscode.workspace.fs.readFile(output),
    );
  } catch {
    return true; // There is none.
  }
  if (isAsWritten(before)) return true;
  const overwrite = vscode.l10n.t('Overwrite');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} was changed by hand. Overwrite it?', posix.basename(output.path)),
    { modal: true },
    overwrite,
  );
  return choice === overwrite;
}

async function copyRuntime(extension: vscode.Uri, folder: vscode.Uri): Promise<void> {
  const name = 'lakehouse_runtime';
  const from = vscode.Uri.joinPath(extension, 'python', name);
  await vscode.workspace.fs.copy(from, vscode.Uri.joinPath(folder, name), { overwrite: true });
}

import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { ConverterApi } from '../../converter/converterApi.js';
import type { Services } from '../../host/services.js';
import { workerPort } from '../../util/ports.js';
import { Remote } from '../../util/rpc.js';
import { convertNotebook } from './convertNotebook.js';
import { publishFindings } from './findingDiagnostics.js';
import { ReportPanel } from './reportPanel.js';
import { findingText } from './reportView.js';

/** A notebook that takes longer than this has something in it that we can not handle. */
const limits = { timeLimitMs: 120_000, idleMs: 300_000 };

/** What is done with a converter: its worker, the findings as diagnostics, and the report page. */
export class ConverterCommands implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #remote: Remote<ConverterApi>;
  readonly #findings = vscode.languages.createDiagnosticCollection('lakehouse-converter');
  readonly #panel: ReportPanel;

  constructor({ context, report, processes }: Services) {
    this.#extension = context.extensionUri;
    this.#remote = new Remote(() => workerPort(processes.converter), limits);
    this.#panel = new ReportPanel(context.extensionUri, report);
  }

  /** Without `uri` the notebook of the active editor, else the one that the user picks. */
  async convert(uri: vscode.Uri | undefined): Promise<void> {
    const source = uri ?? (await chooseNotebook());
    if (source === undefined) return;
    const converted = await convertNotebook(this.#remote, source, this.#extension);
    if (converted === undefined) return;
    const { output } = converted;
    if (output === undefined) {
      const [finding] = converted.report.findings;
      const why = finding === undefined ? '' : findingText(finding, converted.summaries);
      void vscode.window.showWarningMessage(`${posix.basename(source.path)}: ${why}`);
      return;
    }
    await publishFindings(this.#findings, converted, this.#extension);
    const title = `${posix.basename(source.path)} ↔ ${posix.basename(output.path)}`;
    await vscode.commands.executeCommand('vscode.diff', source, output, title);
    this.#panel.show(converted);
  }

  showReport(): void {
    if (this.#panel.hasReport) this.#panel.show();
    else {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('No notebook has been converted yet.'),
      );
    }
  }

  dispose(): void {
    for (const part of [this.#remote, this.#findings, this.#panel]) part.dispose();
  }
}

/** The notebook of the active editor, else the one that the user picks. */
async function chooseNotebook(): Promise<vscode.Uri | undefined> {
  const active =
    vscode.window.activeNotebookEditor?.notebook.uri ??
    vscode.window.activeTextEditor?.document.uri;
  if (active !== undefined && /\.(?:py|ipynb|sql)$/i.test(active.path)) return active;
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Convert Databricks Notebook'),
    filters: { [vscode.l10n.t('Databricks notebooks')]: ['py', 'ipynb', 'sql'] },
  });
  return chosen?.[0];
}

import * as vscode from 'vscode';
import type { ErrorReporter } from '../../host/commands.js';
import { webviewHtml } from '../../host/webviewHtml.js';
import type { FromPage, ToPage } from '../../webviews/report/protocol.js';
import { showFinding } from './findingPlace.js';
import { toReportView } from './reportView.js';
import type { ShownReport } from './shownReport.js';

/** The page with the last report. The panel is made when it is asked for, and again after it was closed. */
export class ReportPanel implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #onError: ErrorReporter;
  #panel: vscode.WebviewPanel | undefined;
  #shown: ShownReport | undefined;

  constructor(extension: vscode.Uri, onError: ErrorReporter) {
    this.#extension = extension;
    this.#onError = onError;
  }

  get hasReport(): boolean {
    return this.#shown !== undefined;
  }

  show(shown: ShownReport | undefined = this.#shown): void {
    if (shown === undefined) return;
    this.#shown = shown;
    const panel = (this.#panel ??= this.#create());
    panel.title = vscode.l10n.t('Conversion Report');
    panel.reveal(undefined, true);
    this.#send();
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #create(): vscode.WebviewPanel {
    const dist = vscode.Uri.joinPath(this.#extension, 'dist');
    const title = vscode.l10n.t('Conversion Report');
    const panel = vscode.window.createWebviewPanel(
      'lakehouse.converter.report',
      title,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [dist] },
    );
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    panel.webview.onDidReceiveMessage((message: FromPage) => {
      this.#receive(message).catch(this.#onError);
    });
    const script = vscode.Uri.joinPath(dist, 'report.js');
    panel.webview.html = webviewHtml(panel.webview, script, title);
    return panel;
  }

  /** A message is a request: only findings of the report that is shown can be opened. */
  async #receive(message: FromPage): Promise<void> {
    const shown = this.#shown;
    switch (message.type) {
      case 'ready':
        this.#send();
        return;
      case 'open': {
        const finding = shown?.report.findings.find(({ id }) => id === message.id);
        if (shown === undefined || finding === undefined) return;
        await showFinding(shown.source, shown.report, finding);
      }
    }
  }

  #send(): void {
    if (this.#shown === undefined) return;
    const message: ToPage = { type: 'report', report: toReportView(this.#shown) };
    void this.#panel?.webview.postMessage(message);
  }
}

import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { ConverterApi } from '../../converter/converterApi.js';
import { registerCommands } from '../../host/commands.js';
import type { Services } from '../../host/services.js';
import { workerPort } from '../../util/ports.js';
import { Remote } from '../../util/rpc.js';
import { convertNotebook } from './convertNotebook.js';
import { publishFindings } from './findingDiagnostics.js';
import { ReportPanel } from './reportPanel.js';
import { findingText } from './reportView.js';

/** A notebook that takes longer than this has something in it that we can not handle. */
const limits = { timeLimitMs: 120_000, idleMs: 300_000 };

/** Converting notebooks in the editor: the commands, the findings as diagnostics, and the report page. */
export function registerConverter({ context, report, processes }: Services): vscode.Disposable {
  const remote = new Remote<ConverterApi>(() => workerPort(processes.converter), limits);
  const findings = vscode.languages.createDiagnosticCollection('lakehouse-converter');
  const panel = new ReportPanel(context.extensionUri, report);
  const commands = registerCommands(
    {
      'lakehouse.converter.convert': async (uri?: vscode.Uri) => {
        const source = uri instanceof vscode.Uri ? uri : await chooseNotebook();
        if (source === undefined) return;
        const converted = await convertNotebook(remote, source, context.extensionUri);
        if (converted === undefined) return;
        const { output } = converted;
        if (output === undefined) {
          const [finding] = converted.report.findings;
          const why = finding === undefined ? '' : findingText(finding, converted.summaries);
          void vscode.window.showWarningMessage(`${posix.basename(source.path)}: ${why}`);
          return;
        }
        await publishFindings(findings, converted, context.extensionUri);
        const title = `${posix.basename(source.path)} ↔ ${posix.basename(output.path)}`;
        await vscode.commands.executeCommand('vscode.diff', source, output, title);
        panel.show(converted);
      },
      'lakehouse.converter.showReport': () => {
        if (panel.hasReport) panel.show();
        else {
          void vscode.window.showInformationMessage(
            vscode.l10n.t('No notebook has been converted yet.'),
          );
        }
      },
    },
    report,
  );
  return vscode.Disposable.from(remote, findings, panel, commands);
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

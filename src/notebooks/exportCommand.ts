import * as vscode from 'vscode';
import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import { toAbortSignal } from '../host/abort.js';
import { exportResult } from '../results/exportResult.js';
import type { ResultStore } from '../results/resultStore.js';
import type { ExportRequest } from './grid/gridHandlers.js';
import { rowsText } from './resultOutput.js';

/** Asks where to, and writes all rows of a result there. */
export async function exportToFile(
  services: { readonly duckdb: DuckDbClient; readonly results: ResultStore },
  { id, format, view }: ExportRequest,
): Promise<void> {
  const result = await services.results.find(id);
  if (result === undefined) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('This result is gone. Run the cell again.'),
    );
    return;
  }
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const label = format === 'csv' ? 'CSV' : 'Parquet';
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Result'),
    filters: { [label]: [format] },
    ...(folder === undefined
      ? {}
      : { defaultUri: vscode.Uri.joinPath(folder, `result.${format}`) }),
  });
  if (target === undefined) return;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Exporting {0}', rowsText(result.rows)),
    cancellable: true,
  };
  const { asText } = await vscode.window.withProgress(options, (_progress, token) =>
    exportResult(services, result, { format, view, file: target.fsPath }, toAbortSignal(token)),
  );
  const done = vscode.l10n.t('Exported {0} to {1}.', rowsText(result.rows), target.fsPath);
  const note =
    asText.length === 0
      ? ''
      : ` ${vscode.l10n.t('Parquet has no type for {0}: written as text.', asText.join(', '))}`;
  void vscode.window.showInformationMessage(done + note);
}

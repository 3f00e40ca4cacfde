import * as vscode from 'vscode';
import type { NotebookReport, ReportFinding } from '../../converter/report.js';

/** The document and the range of a finding; a cell of an `.ipynb` is a document of its own. */
export async function findingPlace(
  source: vscode.Uri,
  { format }: NotebookReport,
  finding: ReportFinding,
): Promise<vscode.Location> {
  const range = new vscode.Range(
    finding.line - 1,
    finding.column - 1,
    finding.endLine - 1,
    finding.endColumn - 1,
  );
  if (format !== 'ipynb') return new vscode.Location(source, range);
  const notebook = await vscode.workspace.openNotebookDocument(source);
  const cell = notebook.getCells()[finding.cell];
  return new vscode.Location(cell?.document.uri ?? source, range);
}

/** Shows a finding where it is in the source. */
export async function showFinding(
  source: vscode.Uri,
  report: NotebookReport,
  finding: ReportFinding,
): Promise<void> {
  const { uri, range } = await findingPlace(source, report, finding);
  if (report.format === 'ipynb') {
    const notebook = await vscode.workspace.openNotebookDocument(source);
    const cells = new vscode.NotebookRange(finding.cell, finding.cell + 1);
    await vscode.window.showNotebookDocument(notebook, {
      viewColumn: vscode.ViewColumn.One,
      selections: [cells],
    });
  }
  await vscode.window.showTextDocument(uri, {
    viewColumn: vscode.ViewColumn.One,
    selection: range,
  });
}

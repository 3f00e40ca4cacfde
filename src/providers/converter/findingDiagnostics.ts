import * as vscode from 'vscode';
import type { ReportFinding } from '../../converter/report.js';
import { findingPlace } from './findingPlace.js';
import type { ShownReport } from './shownReport.js';
import { findingText } from './reportView.js';

/** Shows findings as diagnostics of the source: what is left to a person, and as hints what was changed. */
export async function publishFindings(
  collection: vscode.DiagnosticCollection,
  { source, report, summaries }: ShownReport,
  extension: vscode.Uri,
): Promise<void> {
  const byDocument = new Map<string, { uri: vscode.Uri; diagnostics: vscode.Diagnostic[] }>();
  byDocument.set(source.toString(), { uri: source, diagnostics: [] });
  for (const finding of report.findings) {
    const severity = severityOf(finding);
    if (severity === undefined) continue;
    const { uri, range } = await findingPlace(source, report, finding);
    const diagnostic = new vscode.Diagnostic(range, findingText(finding, summaries), severity);
    diagnostic.source = 'lakehouse-converter';
    diagnostic.code = {
      value: finding.rule,
      target: vscode.Uri.joinPath(extension, finding.doc),
    };
    const entry = byDocument.get(uri.toString()) ?? { uri, diagnostics: [] };
    entry.diagnostics.push(diagnostic);
    byDocument.set(uri.toString(), entry);
  }
  for (const { uri, diagnostics } of byDocument.values()) collection.set(uri, diagnostics);
}

function severityOf({ status }: ReportFinding): vscode.DiagnosticSeverity | undefined {
  switch (status) {
    case 'unparsed':
    case 'manual':
      return vscode.DiagnosticSeverity.Warning;
    case 'review':
      return vscode.DiagnosticSeverity.Information;
    case 'rewritten':
    case 'helper':
      return vscode.DiagnosticSeverity.Hint;
    case 'unchanged':
      return undefined;
  }
}

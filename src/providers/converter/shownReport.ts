import type * as vscode from 'vscode';
import type { RuleSummaries } from '../../converter/reasonText.js';
import type { NotebookReport } from '../../converter/report.js';

/** A report and the notebook that it is about. */
export interface ShownReport {
  readonly source: vscode.Uri;
  readonly report: NotebookReport;
  readonly summaries: RuleSummaries;
  /** The migration file that was used. */
  readonly migration: vscode.Uri | undefined;
  /** Notebooks that this one runs and that have no converted output yet. */
  readonly unconverted: readonly string[];
  /** Whether the job has to be told where `lakehouse_runtime` is, and the migration file does not. */
  readonly needsRuntime: boolean;
}

import * as vscode from 'vscode';
import { CatalogError } from '../catalog/catalog.js';
import { QueryError } from '../query/queryEngine.js';
import { ChartError } from '../results/chart/chart.js';
import { ExportError } from '../results/export/exportError.js';
import { exportProblemText } from './exportProblemText.js';
import { ResultError, type ResultFault } from '../results/resultError.js';
import type { ErrorCode } from '../util/errorCode.js';
import { WorkspaceFileError } from '../workspaceFile/workspaceFile.js';
import { chartFaultText } from './chartFaultText.js';

/** What happened and, where it helps, what exactly, in the user's language. */
export function errorText(error: unknown): string {
  if (error instanceof QueryError && error.code === 'syntax') return error.message;
  if (error instanceof ResultError) {
    return resultFaultText(error.fault);
  }
  if (error instanceof WorkspaceFileError) {
    return vscode.l10n.t(
      '.vscode/lakehouse.json can not be read: line {0}, {1}. It is left as it is.',
      error.line,
      error.message,
    );
  }
  if (error instanceof ExportError) return exportProblemText(error.problem);
  if (error instanceof CatalogError || error instanceof QueryError) {
    return `${codeText(error.code)} ${error.message}`;
  }
  if (error instanceof ChartError) return chartFaultText(error.fault);
  const message = error instanceof Error ? error.message : String(error);
  return vscode.l10n.t('Something went wrong: {0}', message);
}

function resultFaultText(fault: ResultFault): string {
  switch (fault.code) {
    case 'gone':
      return vscode.l10n.t('This result is gone. Run the cell again.');
    case 'damaged':
      return vscode.l10n.t('This result is damaged. Run the cell again.');
    case 'disk-full':
      return vscode.l10n.t(
        'There is no space left on the disk of {0}. Make some, and try again.',
        fault.folder,
      );
  }
}

/** The words for each way a catalog or an engine can fail. A new code without words does not compile. */
function codeText(code: ErrorCode): string {
  switch (code) {
    case 'syntax':
      return vscode.l10n.t('This can not be read.');
    case 'not-found':
      return vscode.l10n.t('This does not exist, or no longer.');
    case 'access-denied':
      return vscode.l10n.t('Your credentials are not allowed to do this.');
    case 'expired-credentials':
      return vscode.l10n.t('Your session has expired. Sign in again.');
    case 'throttled':
      return vscode.l10n.t('The service asked us to slow down. Try again in a moment.');
    case 'unavailable':
      return vscode.l10n.t('This can not be reached.');
    case 'cancelled':
      return vscode.l10n.t('This was cancelled.');
    case 'refused':
      return vscode.l10n.t('This is not allowed here.');
    case 'limit':
      return vscode.l10n.t('This is more than can be handled.');
    case 'internal':
      return vscode.l10n.t('Something went wrong.');
  }
}

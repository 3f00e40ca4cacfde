import * as vscode from 'vscode';
import { CatalogError } from '../catalog/catalog.js';
import type { ErrorReporter } from './commands.js';
import { errorText } from './errorText.js';
import type { ExpiredSessions } from './expiredSessions.js';

/** The one place where a failed command becomes a message. Cancelling is not a failure. */
export function createErrorReporter(
  log: vscode.LogOutputChannel,
  expired: Pick<ExpiredSessions, 'isTold'>,
): ErrorReporter {
  return (error) => {
    if (error instanceof vscode.CancellationError || isAbort(error)) return;
    for (let cause = error; cause instanceof Error; cause = cause.cause) log.error(cause);
    // That one is told of already, with what mends it.
    const isExpired = error instanceof CatalogError && error.code === 'expired-credentials';
    if (isExpired && expired.isTold) return;
    const showLog = vscode.l10n.t('Show Log');
    void vscode.window.showErrorMessage(errorText(error), showLog).then((choice) => {
      if (choice === showLog) log.show();
    });
  };
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

import * as vscode from 'vscode';
import type { ErrorReporter } from './commands.js';
import { errorText } from './errorText.js';

/** The one place where a failed command becomes a message. Cancelling is not a failure. */
export function createErrorReporter(log: vscode.LogOutputChannel): ErrorReporter {
  return (error) => {
    if (error instanceof vscode.CancellationError || isAbort(error)) return;
    for (let cause = error; cause instanceof Error; cause = cause.cause) log.error(cause);
    const showLog = vscode.l10n.t('Show Log');
    void vscode.window.showErrorMessage(errorText(error), showLog).then((choice) => {
      if (choice === showLog) log.show();
    });
  };
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

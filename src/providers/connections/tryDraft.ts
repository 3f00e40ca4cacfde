import * as vscode from 'vscode';
import type { ErrorCode } from '../../util/errorCode.js';
import { CatalogError } from '../../catalog/catalog.js';
import { type Reached, testConnection } from '../../connections/testConnection.js';
import { toAbortSignal } from '../../host/abort.js';
import { errorText } from '../../host/errorText.js';
import { problemText } from '../../host/problemText.js';
import { isAbort } from '../../host/reportError.js';
import type { Services } from '../../host/services.js';
import { type Draft, secretsOf, settingsOf } from './draft.js';

/** How a test of a connection ended. */
export type Tested =
  | { readonly reached: Reached }
  /** In words; `code` where a service has failed. */
  | { readonly reason: string; readonly code?: ErrorCode };

/** Tries a connection as the tree would use it, with a progress that can be cancelled. */
export async function tryDraft(services: Services, draft: Draft): Promise<Tested> {
  const read = settingsOf(draft.name, draft.entry);
  if ('problem' in read) return { reason: problemText(read.problem) };
  const { settings } = read;
  const connection = services.createConnection(settings, secretsOf(draft, services.secrets));
  try {
    const reached = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Connecting to {0}', draft.name),
        cancellable: true,
      },
      (_, token) => testConnection(connection, toAbortSignal(token)),
    );
    // A folder without a namespace or a table is no lakehouse; a service may well be empty.
    const isEmpty = reached.namespaces === 0 && reached.tables === 0;
    return settings.type === 'local' && isEmpty
      ? { reason: vscode.l10n.t('There are no tables in {0}.', settings.path) }
      : { reached };
  } catch (error) {
    if (isAbort(error)) return { reason: vscode.l10n.t('The test was cancelled.') };
    for (let cause = error; cause instanceof Error; cause = cause.cause) services.log.error(cause);
    const reason = errorText(error);
    return error instanceof CatalogError ? { reason, code: error.code } : { reason };
  }
}

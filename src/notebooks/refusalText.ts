import * as vscode from 'vscode';
import type { CodeRefusal } from '../results/code/codeRequest.js';
import type { StoredResult } from '../results/storedResult.js';

/** Why a target has no code for a result, in the user's language. */
export function refusalText({ refused, name = '' }: CodeRefusal, result: StoredResult): string {
  switch (refused) {
    case 'unknown-query':
      return vscode.l10n.t('It is not known what this result was read from. Run the cell again.');
    case 'session-table':
      return vscode.l10n.t('Only the session of this notebook has {0}.', name);
    case 'unknown-table':
      return vscode.l10n.t('It is not known, or too long to say, which files {0} has.', name);
    case 'moved':
      return vscode.l10n.t('{0} was moved: its metadata name files at another place.', name);
    case 'branch-schema':
      return vscode.l10n.t('This branch of {0} is read by a newer schema than its own.', name);
    case 'equality-deletes':
      return vscode.l10n.t(
        'It does not read {0}, which has rows that are deleted by equality.',
        name,
      );
    case 'no-iceberg':
      return vscode.l10n.t('No Iceberg table was read.');
    case 'dialect':
      return vscode.l10n.t('It may read this SQL of DuckDB otherwise than DuckDB does.');
    case 'view':
      return vscode.l10n.t('The search or a filter of the grid can mean something else there.');
    case 'not-aws':
      return vscode.l10n.t(
        'It reads with Athena and Glue; {0} is not a connection to AWS.',
        result.origin?.query?.connection.name ?? '',
      );
  }
}

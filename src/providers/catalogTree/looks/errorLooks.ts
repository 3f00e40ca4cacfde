import * as vscode from 'vscode';
import type { ConnectionProblem } from '../../../connections/entryReader.js';
import { errorText } from '../../../host/errorText.js';
import { problemText } from '../../../host/problemText.js';
import { IcebergError } from '../../../iceberg/icebergError.js';
import { baseName } from '../../../iceberg/location.js';
import { icon, type Looks } from './looks.js';

export function problemLooks(problem: ConnectionProblem): Looks {
  return redLooks(problem.name, problemText(problem));
}

export function errorLooks(error: unknown): Looks {
  return {
    ...redLooks(vscode.l10n.t('Not loaded'), errorText(error)),
    description: shortReason(error),
  };
}

/** What stands beside the node, where there is little room: the file's name, and its fault. */
function shortReason(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof IcebergError
    ? `${baseName(cause.file)}: ${cause.what}`
    : errorText(error);
}

function redLooks(label: string, reason: string): Looks {
  return {
    label,
    description: reason,
    tooltip: reason,
    iconPath: icon('error', 'list.errorForeground'),
  };
}

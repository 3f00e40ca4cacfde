import * as vscode from 'vscode';
import type { ConnectionProblem } from '../connections/entryReader.js';

/** Why an entry of the setting can not be used. A new kind without words does not compile. */
export function problemText({ problem, key, found }: ConnectionProblem): string {
  switch (problem) {
    case 'not-an-object':
      return vscode.l10n.t('Its setting should be an object, but is {0}.', found);
    case 'unknown-type':
      return vscode.l10n.t('There is no connection type {0}.', found);
    case 'missing':
      return vscode.l10n.t('Its setting needs "{0}".', key);
    case 'wrong':
      return vscode.l10n.t('"{0}" of its setting can not be {1}.', key, found);
    case 'relative-path':
      return vscode.l10n.t(
        '"{0}" of its setting should be an absolute path, but is {1}.',
        key,
        found,
      );
  }
}

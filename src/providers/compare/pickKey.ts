import * as vscode from 'vscode';
import { plainLabel } from '../../host/plainLabel.js';
import {
  type ColumnPair,
  type MatchedColumns,
  matchColumns,
} from '../../results/compare/matchColumns.js';
import type { CompareServices } from '../../results/compare/compareResults.js';
import { uniqueColumns } from '../../results/compare/proposeKey.js';
import { mismatchTexts } from './comparisonTexts.js';
import type { ResultChoice } from './resultChoices.js';

interface KeyItem extends vscode.QuickPickItem {
  readonly column?: string;
}

/**
 * Asks by which columns rows belong together, and says which columns do not match. The names of the
 * columns, none for whole rows; `undefined` where the user left.
 */
export async function pickKey(
  services: CompareServices,
  [left, right]: readonly [ResultChoice, ResultChoice],
): Promise<readonly string[] | undefined> {
  const matched = matchColumns(left.result, right.result);
  if (matched.shared.length === 0) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The two results have no column in common.'),
    );
    return undefined;
  }
  const looking = new AbortController();
  const both = [left.result, right.result] as const;
  const items = uniqueColumns(services, both, looking.signal).then((unique) =>
    toItems(matched, unique),
  );
  const picked = await vscode.window.showQuickPick<KeyItem>(items, {
    title: [
      vscode.l10n.t('Compare {0} ↔ {1}', left.title, right.title),
      ...mismatchTexts(matched.mismatches),
    ].join(' · '),
    placeHolder: vscode.l10n.t('Key columns; none: whole rows'),
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  looking.abort();
  return picked?.flatMap(({ column }) => (column === undefined ? [] : [column]));
}

/** Those that are proposed first. */
function toItems({ shared }: MatchedColumns, unique: readonly string[]): KeyItem[] {
  const [proposed] = unique;
  const item = (pair: ColumnPair): KeyItem => {
    const types = new Set([pair.left.type, pair.right.type]);
    const isUnique = unique.includes(pair.name);
    return {
      label: pair.name === '' ? vscode.l10n.t('(no name)') : plainLabel(pair.name),
      description: plainLabel([...types].join(' ↔ ')),
      column: pair.name,
      picked: pair.name === proposed,
      ...(isUnique ? { detail: vscode.l10n.t('No value occurs twice, on either side') } : {}),
    };
  };
  const first = unique.flatMap((name) => shared.filter((pair) => pair.name === name));
  const rest = shared.filter(({ name }) => !unique.includes(name));
  return [...first, ...rest].map(item);
}

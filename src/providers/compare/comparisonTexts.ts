import * as vscode from 'vscode';
import { visibleText } from '../../util/visibleText.js';
import { rowsText } from '../../notebooks/resultOutput.js';
import type { Comparison } from '../../results/compare/compareResults.js';
import type { Mismatch } from '../../results/compare/matchColumns.js';
import type { ComparisonView } from '../../notebooks/renderer/comparison/protocol.js';
import type { GridDifferences } from '../../notebooks/renderer/protocol.js';

/** More names are counted, not listed. */
const mostNames = 12;

/** Which columns are not compared, and which are compared over two types: a sentence each. */
export function mismatchTexts(mismatches: readonly Mismatch[]): readonly string[] {
  const left = mismatches.filter((column) => column.right === undefined);
  const right = mismatches.filter((column) => column.left === undefined);
  const types = mismatches.filter(
    (column) => column.left !== undefined && column.right !== undefined,
  );
  const names = (columns: readonly Mismatch[]): string => listText(columns.map(({ name }) => name));
  return [
    ...(left.length === 0 ? [] : [vscode.l10n.t('Columns only left: {0}', names(left))]),
    ...(right.length === 0 ? [] : [vscode.l10n.t('Columns only right: {0}', names(right))]),
    ...(types.length === 0
      ? []
      : [
          vscode.l10n.t(
            'Columns of two types: {0}',
            listText(types.map(({ name, ...type }) => `${name} (${type.left} ↔ ${type.right})`)),
          ),
        ]),
  ];
}

/** Keys that several rows have: which of them belong together is then by their values. */
export function repeatedTexts({ repeated }: Comparison): readonly string[] {
  if (repeated.left + repeated.right === 0) return [];
  const { language } = vscode.env;
  return [
    vscode.l10n.t(
      'The key occurs more than once: {0} rows left and {1} rows right repeat one. Rows that are the same belong together first.',
      repeated.left.toLocaleString(language),
      repeated.right.toLocaleString(language),
    ),
  ];
}

/** How many rows are the same, as a sentence. */
export function sameText({ counts, mismatches }: Comparison): string {
  const rows = rowsText(counts.same);
  if (counts.left + counts.right + counts.changed > 0) return vscode.l10n.t('Same: {0}', rows);
  return mismatches.some(({ left, right }) => left === undefined || right === undefined)
    ? vscode.l10n.t('Both have the same {0}, in the columns that both have.', rows)
    : vscode.l10n.t('Both have the same {0}.', rows);
}

/** The kinds of rows that differ, with their numbers. */
export function kindTexts({ counts }: Comparison, isKeyed: boolean): ComparisonView['kinds'] {
  const { left, right, changed } = counts;
  const number = (count: number): string => count.toLocaleString(vscode.env.language);
  return [
    { text: vscode.l10n.t('All differences: {0}', number(left + right + changed)) },
    ...(isKeyed
      ? [{ text: vscode.l10n.t('Changed: {0}', number(changed)), value: 'changed' }]
      : []),
    { text: vscode.l10n.t('Only left: {0}', number(left)), value: 'left' },
    { text: vscode.l10n.t('Only right: {0}', number(right)), value: 'right' },
  ];
}

/** In how many rows each column differs; columns that do not are left out. */
export function changeTexts({ pairs }: Comparison): readonly string[] {
  const changed = pairs
    .filter(({ changes }) => changes > 0)
    .toSorted((a, b) => b.changes - a.changes);
  if (changed.length === 0) return [];
  const { language } = vscode.env;
  const counts = changed.map(
    ({ name, changes }) => `${name} (${changes.toLocaleString(language)})`,
  );
  return [vscode.l10n.t('Changed columns: {0}', listText(counts))];
}

export function differenceWords(): GridDifferences['words'] {
  return {
    left: vscode.l10n.t('left'),
    right: vscode.l10n.t('right'),
    changed: vscode.l10n.t('changed from {0} to {1}'),
    absent: vscode.l10n.t('no such row'),
  };
}

export function listText(names: readonly string[]): string {
  const listed = names
    .slice(0, mostNames)
    .map((name) => (name === '' ? vscode.l10n.t('(no name)') : visibleText(name)))
    .join(', ');
  return names.length <= mostNames
    ? listed
    : vscode.l10n.t('{0} and {1} more', listed, names.length - mostNames);
}

import * as vscode from 'vscode';
import { type ColumnStatistics, offers } from '../../../catalog/capabilities.js';
import { utcText } from '../looks/looks.js';
import type { WorkspaceFile } from '../../../workspaceFile/workspaceFile.js';
import type { ColumnNode } from '../nodes/catalogNode.js';
import { ownDescription } from './ownDescription.js';
import type { Fact, TooltipText } from './tooltipText.js';

/** What a column means, and what its service has counted in it. */
export async function columnTooltip(
  node: ColumnNode,
  file: WorkspaceFile | undefined,
  signal: AbortSignal,
): Promise<TooltipText> {
  const { column, path, partitioning } = node;
  const { type, nativeType, nullable, comment, isKey, fieldId } = column;
  const yes = vscode.l10n.t('yes');
  const own = ownDescription(file, node, node.table);
  return {
    title: path.join('.'),
    kind: type,
    paragraphs: [comment, own?.columns?.[path.join('.')]],
    facts: [
      [vscode.l10n.t('In the words of the service'), nativeType === type ? undefined : nativeType],
      [vscode.l10n.t('May be NULL'), nullable ? yes : vscode.l10n.t('no')],
      [vscode.l10n.t('Key'), isKey === true ? yes : undefined],
      [vscode.l10n.t('Partitioned by'), partitioning],
      [vscode.l10n.t('Field id'), fieldId === undefined ? undefined : String(fieldId)],
      ...(await statisticsOf(node, signal)),
    ],
  };
}

/** None where the service can not be asked; statistics are no part of what a column is. */
async function statisticsOf(
  { catalog, table, path }: ColumnNode,
  signal: AbortSignal,
): Promise<readonly Fact[]> {
  const [name, ...inner] = path;
  if (name === undefined || inner.length > 0 || !offers(catalog, 'columnStatistics')) return [];
  const none: readonly ColumnStatistics[] = [];
  const [found] = await catalog.columnStatistics(table, [name], signal).catch(() => none);
  if (found === undefined) return [];
  const { nulls, distinct, minimum, maximum, analyzedAt } = found;
  return [
    [vscode.l10n.t('NULLs'), nulls?.toLocaleString()],
    [vscode.l10n.t('Distinct values'), distinct?.toLocaleString()],
    [vscode.l10n.t('Minimum'), minimum],
    [vscode.l10n.t('Maximum'), maximum],
    [vscode.l10n.t('Counted'), analyzedAt === undefined ? undefined : utcText(analyzedAt)],
  ];
}

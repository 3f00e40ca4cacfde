import * as vscode from 'vscode';
import type { Table } from '../../catalog/catalog.js';
import { sizeText } from '../../host/sizeText.js';
import { tableName } from './qualifiedName.js';

/** What a table means and is, as a hover. Every word of the catalog is escaped; there are no links and no HTML. */
export function toTableTooltip(table: Table): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.isTrusted = false;
  text.supportHtml = false;
  text.appendMarkdown('**').appendText(tableName(table.identifier)).appendMarkdown('**');
  if (table.comment !== undefined) text.appendMarkdown('\n\n').appendText(table.comment);
  for (const [name, value] of factsOf(table)) {
    text.appendMarkdown('\n\n').appendText(name).appendMarkdown(': ').appendText(value);
  }
  return text;
}

function factsOf(table: Table): readonly (readonly [string, string])[] {
  const { format, owner, partitioning, rows, files, deleteFiles, bytes, updatedAt, location } =
    table;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [vscode.l10n.t('Format'), table.kind === 'view' ? vscode.l10n.t('view') : format],
    [vscode.l10n.t('Owner'), owner],
    [
      vscode.l10n.t('Partitioned by'),
      partitioning.length === 0 ? undefined : partitioning.join(', '),
    ],
    [vscode.l10n.t('Rows'), rows?.toLocaleString()],
    [vscode.l10n.t('Files'), files?.toLocaleString()],
    [vscode.l10n.t('Delete files'), deleteFiles?.toLocaleString()],
    [vscode.l10n.t('Size'), bytes === undefined ? undefined : sizeText(bytes)],
    [
      vscode.l10n.t('Last change'),
      updatedAt === undefined ? undefined : new Date(updatedAt).toLocaleString(),
    ],
    [vscode.l10n.t('Location'), location],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

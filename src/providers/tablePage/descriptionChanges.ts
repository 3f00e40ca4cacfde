import * as vscode from 'vscode';
import type { Described } from '../../webviews/tablePage/protocol.js';

/** What differs between two descriptions: a line for each thing, nothing where they say the same. */
export function changesBetween(before: Described, after: Described): readonly string[] {
  const keys = [...new Set([...Object.keys(before.tags), ...Object.keys(after.tags)])].sort();
  return [
    ...changeOf(vscode.l10n.t('description'), before.comment, after.comment),
    ...keys.flatMap((key) =>
      changeOf(vscode.l10n.t('tag {0}', key), before.tags[key] ?? '', after.tags[key] ?? ''),
    ),
  ];
}

function changeOf(name: string, before: string, after: string): readonly string[] {
  if (before === after) return [];
  const none = vscode.l10n.t('nothing');
  const quoted = (text: string): string => (text === '' ? none : `“${text}”`);
  return [`${name}: ${quoted(before)} → ${quoted(after)}`];
}

import * as vscode from 'vscode';
import { tokenize } from '../sql/tokens.js';

/** What is said of a statement without rows. What it created is in memory: nobody should count on it. */
export function doneText(sql: string): string {
  const words = tokenize(sql, 'duckdb')
    .filter(({ kind }) => kind !== 'comment')
    .slice(0, 5)
    .map(({ start, end }) => sql.slice(start, end).toUpperCase());
  if (words[0] !== 'CREATE') return vscode.l10n.t('Done.');
  const isOfSession = words.includes('TEMP') || words.includes('TEMPORARY');
  if (words.includes('TABLE')) {
    return isOfSession
      ? vscode.l10n.t('Table created. It lives until this notebook closes.')
      : vscode.l10n.t('Table created. It lives until this window closes.');
  }
  if (words.includes('VIEW')) {
    return isOfSession
      ? vscode.l10n.t('View created. It lives until this notebook closes.')
      : vscode.l10n.t('View created. It lives until this window closes.');
  }
  return vscode.l10n.t('Done.');
}

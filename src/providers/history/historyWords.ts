import * as vscode from 'vscode';
import { sizeText } from '../../host/sizeText.js';
import type { HistoryEntry } from '../../history/historyEntry.js';
import { rowsText } from '../../notebooks/resultOutput.js';
import { visibleText } from '../../util/visibleText.js';

const mostTitle = 80;

/** How a statement begins, on one line. */
export function titleOf({ sql }: HistoryEntry): string {
  const line = visibleText(sql).replace(/\s+/g, ' ').trim();
  return line.length <= mostTitle ? line : `${line.slice(0, mostTitle)}…`;
}

/** What became of it. */
export function factsText({ end, rows, elapsedMs, scannedBytes }: HistoryEntry): string {
  const seconds = `${(elapsedMs / 1000).toFixed(elapsedMs < 10_000 ? 2 : 0)} s`;
  const facts = [
    end === 'succeeded' ? undefined : endText(end),
    rows === undefined ? undefined : rowsText(rows),
    seconds,
    scannedBytes === undefined ? undefined : sizeText(scannedBytes),
  ];
  return facts.filter((fact) => fact !== undefined).join(', ');
}

/** When it was run, and where. */
export function placeText({ connection, schema, notebook, startedAt }: HistoryEntry): string {
  const time = new Date(startedAt).toLocaleString(vscode.env.language);
  const where = [connection ?? vscode.l10n.t('no connection'), ...schema].join(' ▸ ');
  const uri = vscode.Uri.parse(notebook);
  const file = uri.scheme === 'untitled' ? uri.path : vscode.workspace.asRelativePath(uri);
  return [time, where, file].join(' · ');
}

/** All by which a statement is found: its whole text too, and its day as it stands in files' names. */
export function searchText(entry: HistoryEntry): string {
  const { sql, message = '', startedAt } = entry;
  const day = new Date(startedAt);
  const date = [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
  return [sql, message, factsText(entry), placeText(entry), date].join('\n');
}

function endText(end: 'failed' | 'cancelled'): string {
  return end === 'failed' ? vscode.l10n.t('failed') : vscode.l10n.t('cancelled');
}

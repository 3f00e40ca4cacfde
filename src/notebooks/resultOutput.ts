import * as vscode from 'vscode';
import type { ResultStore } from '../results/resultStore.js';
import { comparedBy, type StoredResult } from '../results/storedResult.js';
import { wholeView } from '../results/view.js';
import { columnKind } from './grid/columnKind.js';
import { gridWords } from './gridWords.js';
import { plainTable } from './plainTable.js';
import { type ResultOutput, resultMime } from './renderer/protocol.js';

/** Of results with many columns fewer: an output is held in the editor's memory. */
const firstRows = 200;
const firstValues = 20_000;
const fewestRows = 20;
const plainRows = 20;

/** The output of a stored result: its first rows for the grid, fewer as plain text. */
export async function resultOutput(
  results: ResultStore,
  result: StoredResult,
  signal: AbortSignal,
): Promise<vscode.NotebookCellOutput> {
  const output = await toGridResult(results, result, signal);
  return new vscode.NotebookCellOutput(
    [
      vscode.NotebookCellOutputItem.json(output, resultMime),
      vscode.NotebookCellOutputItem.text(plainText(output), 'text/plain'),
    ],
    { resultId: result.id },
  );
}

/** What a grid needs to show a stored result: its columns, its first rows, its words. */
export async function toGridResult(
  results: ResultStore,
  result: StoredResult,
  signal: AbortSignal,
): Promise<ResultOutput> {
  const { id, columns, rows } = result;
  const wanted = Math.floor(firstValues / Math.max(1, columns.length));
  const limit = Math.max(fewestRows, Math.min(firstRows, wanted));
  const first = await results.window(result, { offset: 0, limit, view: wholeView }, signal);
  return {
    id,
    columns: columns.map((column) => ({
      name: column.name,
      type: column.type,
      kind: columnKind(comparedBy(column).type),
    })),
    rows,
    first,
    words: gridWords(),
    locale: vscode.env.language,
  };
}

/** The results that the outputs of a cell show, in their order. */
export function shownResults(cell: vscode.NotebookCell): readonly string[] {
  return cell.outputs.flatMap(({ metadata }) => {
    const id: unknown = metadata?.['resultId'];
    return typeof id === 'string' ? [id] : [];
  });
}

export function rowsText(rows: number): string {
  return rows === 1
    ? vscode.l10n.t('1 row')
    : vscode.l10n.t('{0} rows', rows.toLocaleString(vscode.env.language));
}

function plainText({ columns, rows, first }: ResultOutput): string {
  const shown = { rows: first.rows.slice(0, plainRows), cut: [] };
  const table = plainTable(columns, shown);
  const note =
    rows > shown.rows.length
      ? vscode.l10n.t('The first {0} of {1}.', shown.rows.length, rowsText(rows))
      : rowsText(rows);
  return `${table}\n${note}\n`;
}

import * as vscode from 'vscode';
import type { ResultStore } from '../results/resultStore.js';
import type { ResultOrigin, StoredResult } from '../results/storedResult.js';
import type { CellTarget } from './cellConnection.js';
import { cellIdentity } from './format/cellIdentity.js';
import { resultOutput } from './resultOutput.js';

/** Where a result of a statement comes from. */
export function originOf(
  cell: vscode.NotebookCell,
  name: CellTarget['name'],
  statement: number,
): ResultOrigin {
  return {
    notebook: cell.notebook.uri.toString(),
    cell: cellIdentity({ name, index: cell.index, text: cell.document.getText() }),
    statement,
  };
}

/**
 * Puts the stored results of a notebook that was just opened back under their cells: those of the last
 * run of each. Results are not in the file, and the editor shows what an execution made. What can not be
 * read any more is left out.
 */
export async function restoreResults(
  notebook: vscode.NotebookDocument,
  {
    results,
    nameOf,
    show,
  }: {
    readonly results: ResultStore;
    readonly nameOf: (cell: vscode.NotebookCell) => string | undefined;
    /** Puts outputs under a cell; `at` in milliseconds since 1970. */
    readonly show: (
      cell: vscode.NotebookCell,
      at: number,
      outputs: readonly vscode.NotebookCellOutput[],
    ) => Promise<void>;
  },
): Promise<void> {
  // The next untitled notebook has the same name, and is another one.
  if (notebook.isUntitled) return;
  const { signal } = new AbortController();
  const stored = await results.ofNotebook(notebook.uri.toString());
  if (stored.length === 0) return;
  for (const cell of notebook.getCells()) {
    if (cell.kind !== vscode.NotebookCellKind.Code || cell.outputs.length > 0) continue;
    const { cell: identity } = originOf(cell, nameOf(cell), 0);
    const own = lastRun(stored.filter(({ origin }) => origin?.cell === identity));
    const outputs = await Promise.all(
      own.map((result) => resultOutput(results, result, signal).catch(() => undefined)),
    );
    const shown = outputs.filter((output) => output !== undefined);
    const at = own[0]?.createdAt;
    // It may have been run, or have begun to, while its results were read.
    const isRun = cell.outputs.length > 0 || cell.executionSummary?.executionOrder !== undefined;
    if (shown.length === 0 || at === undefined || isRun) continue;
    await show(cell, at, shown);
  }
}

/** The newest result of each statement, in their order, none of which is of an earlier run. */
function lastRun(stored: readonly StoredResult[]): readonly StoredResult[] {
  const byStatement = new Map<number, StoredResult>();
  for (const result of stored) {
    const { statement = 0 } = result.origin ?? {};
    const other = byStatement.get(statement);
    if (other === undefined || other.createdAt < result.createdAt) {
      byStatement.set(statement, result);
    }
  }
  const [first, ...rest] = [...byStatement].sort(([a], [b]) => a - b).map(([, result]) => result);
  if (first === undefined) return [];
  // Statements run one after the other: one that is older than the one before it is of a run before.
  const run = [first];
  for (const result of rest) {
    if (result.createdAt < (run.at(-1)?.createdAt ?? 0)) break;
    run.push(result);
  }
  return run;
}

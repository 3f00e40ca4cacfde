import * as vscode from 'vscode';
import type { Connections } from '../../connections/connections.js';
import { targetOf } from '../../notebooks/cellConnection.js';
import { notebookType } from '../../notebooks/notebookController.js';
import { originOf } from '../../notebooks/restoreResults.js';
import { rowsText, shownResults } from '../../notebooks/resultOutput.js';
import type { ResultStore } from '../../results/resultStore.js';
import type { StoredResult } from '../../results/storedResult.js';
import { splitStatements } from '../../sql/split.js';
import { visibleText } from '../../util/visibleText.js';

/** A result in the words by which a person knows it. */
export interface ResultChoice {
  readonly result: StoredResult;
  /** The name of its cell, or how its SQL begins. */
  readonly title: string;
  /** How many rows, and when. */
  readonly facts: string;
  /** Its notebook, and which of several statements gave it. */
  readonly place: string;
}

/** The stored results of all open notebooks, also those of earlier runs, the newest first. */
export async function resultChoices({
  results,
  connections,
}: {
  readonly results: ResultStore;
  readonly connections: Connections;
}): Promise<readonly ResultChoice[]> {
  const notebooks = vscode.workspace.notebookDocuments.filter(
    (notebook) => notebook.notebookType === notebookType,
  );
  const found = await Promise.all(
    notebooks.map(async (notebook) => {
      const stored = await results.ofNotebook(notebook.uri.toString());
      const cells = knownCells(notebook, connections);
      // An untitled notebook has the name of another one before it.
      const own = notebook.isUntitled ? stored.filter(({ id }) => cells.has(id)) : stored;
      return own.map((result) => toChoice(notebook, result, cells));
    }),
  );
  return found.flat().toSorted((a, b) => b.result.createdAt - a.result.createdAt);
}

/** Cells by the results they show, and by what results say of where they come from. */
function knownCells(
  notebook: vscode.NotebookDocument,
  connections: Connections,
): ReadonlyMap<string, vscode.NotebookCell> {
  const cells = new Map<string, vscode.NotebookCell>();
  for (const cell of notebook.getCells()) {
    if (cell.kind !== vscode.NotebookCellKind.Code) continue;
    cells.set(originOf(cell, targetOf(cell, connections).name, 0).cell, cell);
    for (const id of shownResults(cell)) cells.set(id, cell);
  }
  return cells;
}

function toChoice(
  notebook: vscode.NotebookDocument,
  result: StoredResult,
  cells: ReadonlyMap<string, vscode.NotebookCell>,
): ResultChoice {
  const { origin, rows, createdAt } = result;
  const cell = cells.get(result.id) ?? cells.get(origin?.cell ?? '');
  const statement = origin?.statement ?? 0;
  const time = new Date(createdAt).toLocaleString(vscode.env.language);
  const places = [
    notebook.isUntitled ? notebook.uri.path : vscode.workspace.asRelativePath(notebook.uri),
    ...(statement === 0 ? [] : [vscode.l10n.t('statement {0}', statement + 1)]),
  ];
  return {
    result,
    title: visibleText(titleOf(cell, origin?.cell ?? '', statement)),
    facts: `${rowsText(rows)}, ${time}`,
    place: places.join(', '),
  };
}

const mostTitle = 60;

function titleOf(
  cell: vscode.NotebookCell | undefined,
  identity: string,
  statement: number,
): string {
  const [, name] = /^name (.*)$/s.exec(identity) ?? [];
  if (name !== undefined) return name;
  if (cell === undefined) return vscode.l10n.t('A cell that has changed since');
  const statements = splitStatements(cell.document.getText(), 'duckdb');
  const sql = (statements[statement]?.text ?? cell.document.getText()).trim();
  const line = sql.split('\n', 1)[0]?.trim() ?? '';
  return line.length <= mostTitle && line === sql ? line : `${line.slice(0, mostTitle)}…`;
}

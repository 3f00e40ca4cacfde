import * as vscode from 'vscode';
import type { Connections } from '../connections/connections.js';
import { targetOf } from './cellConnection.js';
import { runningText } from './cellOutputs.js';
import { type CellState, notebookType } from './notebookController.js';
import { readText } from './readFiles.js';
import { rowsText } from './resultOutput.js';

/** Under a cell: where it runs, and what became of its last run. */
export class CellStatusBar implements vscode.NotebookCellStatusBarItemProvider {
  readonly #connections: Connections;
  readonly #states = new WeakMap<vscode.NotebookCell, CellState>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCellStatusBarItems = this.#changed.event;

  constructor(connections: Connections) {
    this.#connections = connections;
  }

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      this.#changed,
      this.#connections.onDidChange(() => {
        this.#changed.fire();
      }),
      vscode.notebooks.registerNotebookCellStatusBarItemProvider(notebookType, this),
    );
  }

  set(cell: vscode.NotebookCell, state: CellState): void {
    this.#states.set(cell, state);
    this.#changed.fire();
  }

  provideCellStatusBarItems(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem[] {
    if (cell.kind !== vscode.NotebookCellKind.Code) return [];
    const { connection, schema } = targetOf(cell, this.#connections);
    const { Left, Right } = vscode.NotebookCellStatusBarAlignment;
    const where = connection ?? vscode.l10n.t('no connection');
    const place = new vscode.NotebookCellStatusBarItem(
      `$(database) ${[where, ...schema].join(' ▸ ')}`,
      Right,
    );
    place.tooltip = vscode.l10n.t('Where this cell runs');
    const state = this.#states.get(cell);
    if (state === undefined) return [place];
    const item = new vscode.NotebookCellStatusBarItem(stateText(state), Left);
    if (state.kind === 'ended' && state.summary.read !== undefined) {
      item.tooltip = vscode.l10n.t('Data files that the cell read, of all that its tables have.');
    }
    return [place, item];
  }
}

function stateText(state: CellState): string {
  switch (state.kind) {
    case 'running':
      return runningText(state.progress);
    case 'restored':
      return vscode.l10n.t('Result of {0}', new Date(state.at).toLocaleString(vscode.env.language));
    case 'ended': {
      const { end, rows, elapsedMs, read } = state.summary;
      if (end === 'cancelled') return vscode.l10n.t('Cancelled');
      const time = `${(elapsedMs / 1000).toFixed(elapsedMs < 10_000 ? 2 : 0)} s`;
      const counted = rows === undefined ? [] : [rowsText(rows)];
      return [...counted, time, ...(read === undefined ? [] : [readText(read)])].join(', ');
    }
  }
}

import * as vscode from 'vscode';
import { toAbortSignal } from '../host/abort.js';
import type { ErrorReporter } from '../host/commands.js';
import type { Span } from '../util/span.js';
import { targetOf } from './cellConnection.js';
import { CellOutputs } from './cellOutputs.js';
import { restoreResults } from './restoreResults.js';
import { shownResults } from './resultOutput.js';
import { type CellListener, type CellSummary, runCell, type RunServices } from './runCell.js';

export const notebookType = 'lakehouse-sql';

export interface ControllerServices extends RunServices {
  readonly report: ErrorReporter;
  /** What the status bar of a cell shows beside its connection. */
  readonly onCell: (cell: vscode.NotebookCell, state: CellState) => void;
}

export type CellState =
  | { readonly kind: 'running'; readonly progress: number | undefined }
  | { readonly kind: 'ended'; readonly summary: CellSummary }
  /** Shows what it gave before the window was reloaded; `at` in milliseconds since 1970. */
  | { readonly kind: 'restored'; readonly at: number };

/** Runs the cells of SQL notebooks, those of one notebook one after the other. */
export function createNotebookController(services: ControllerServices): vscode.Disposable {
  const diagnostics = vscode.languages.createDiagnosticCollection('lakehouse');
  const queues = new WeakMap<vscode.NotebookDocument, Promise<void>>();
  // The editor allows of one execution of a cell at a time.
  const running = new WeakSet<vscode.NotebookCell>();
  const restoring = new WeakMap<vscode.NotebookCell, Promise<void>>();
  let order = 0;

  const controller = vscode.notebooks.createNotebookController(
    'lakehouse-sql',
    notebookType,
    vscode.l10n.t('Lakehouse SQL'),
    (cells, notebook) => {
      for (const cell of cells) {
        const restored = restoring.get(cell);
        if (restored === undefined) enqueue(cell, notebook);
        else
          void restored.then(() => {
            enqueue(cell, notebook);
          });
      }
    },
  );
  controller.supportedLanguages = ['sql'];
  controller.supportsExecutionOrder = true;

  function enqueue(cell: vscode.NotebookCell, notebook: vscode.NotebookDocument): void {
    if (running.has(cell)) return;
    running.add(cell);
    // Made at once, so that a waiting cell shows that it waits, and can be cancelled.
    const execution = controller.createNotebookCellExecution(cell);
    const turn = (queues.get(notebook) ?? Promise.resolve())
      .then(() => execute(execution))
      .catch(services.report)
      .finally(() => running.delete(cell));
    queues.set(notebook, turn);
  }

  /** Puts outputs under a cell that were there before, as of then; not where it is run already. */
  async function show(
    cell: vscode.NotebookCell,
    at: number,
    outputs: readonly vscode.NotebookCellOutput[],
  ): Promise<void> {
    if (running.has(cell)) return;
    const execution = controller.createNotebookCellExecution(cell);
    execution.start(at);
    const shown = Promise.resolve(execution.replaceOutput([...outputs])).then(() => {
      execution.end(undefined, at);
    });
    const settled = shown.catch(() => undefined).finally(() => restoring.delete(cell));
    restoring.set(cell, settled);
    await shown;
    services.onCell(cell, { kind: 'restored', at });
  }

  async function execute(execution: vscode.NotebookCellExecution): Promise<void> {
    const { cell, token } = execution;
    execution.executionOrder = ++order;
    execution.start(Date.now());
    for (const id of shownResults(cell)) services.results.release(id);
    await execution.clearOutput();
    diagnostics.delete(cell.document.uri);
    let success: boolean | undefined = false;
    try {
      const summary = await runCell(
        cell,
        services,
        listen(cell),
        new CellOutputs(execution),
        toAbortSignal(token),
      );
      success = summary.end === 'cancelled' ? undefined : summary.end === 'succeeded';
      services.onCell(cell, { kind: 'ended', summary });
    } finally {
      // Neither success nor failure: the editor shows a cancelled cell as never run.
      execution.end(success, Date.now());
    }
  }

  function listen(cell: vscode.NotebookCell): CellListener {
    return {
      progress: (progress) => {
        services.onCell(cell, { kind: 'running', progress });
      },
      failure: (message, span) => {
        const diagnostic = new vscode.Diagnostic(toRange(cell.document, span), message);
        diagnostic.source = 'Lakehouse';
        diagnostics.set(cell.document.uri, [diagnostic]);
      },
    };
  }

  /** Once for each time it is opened: what was cleared away since stays away. */
  const restored = new WeakSet<vscode.NotebookDocument>();
  const restore = (notebook: vscode.NotebookDocument): void => {
    if (restored.has(notebook)) return;
    restored.add(notebook);
    restoreResults(notebook, {
      results: services.results,
      nameOf: (cell) => targetOf(cell, services.connections).name,
      show,
    }).catch(services.report);
  };

  return vscode.Disposable.from(
    controller,
    // Only the notebook's own controller may put something under its cells.
    controller.onDidChangeSelectedNotebooks(({ notebook, selected }) => {
      if (selected) restore(notebook);
    }),
    diagnostics,
    // A failure belongs to the text that failed.
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      diagnostics.delete(document.uri);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      diagnostics.delete(uri);
    }),
  );
}

function toRange(document: vscode.TextDocument, span: Span | undefined): vscode.Range {
  const { start, end } = span ?? { start: 0, end: document.getText().length };
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

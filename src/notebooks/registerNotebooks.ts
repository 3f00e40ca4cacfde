import * as vscode from 'vscode';
import { registerCommands } from '../host/commands.js';
import type { Services } from '../host/services.js';
import { CellStatusBar } from './cellStatusBar.js';
import type { ExportRequest } from './grid/gridHandlers.js';
import { KeptCharts } from './grid/keptCharts.js';
import { answerGrids } from './answerGrids.js';
import { createNotebookController, notebookType } from './notebookController.js';
import { LakeSqlSerializer } from './notebookSerializer.js';
import { recordRun } from './recordRun.js';
import { sessionOf } from './runCell.js';

/** Of the workspace's state. */
const chartsKey = 'lakehouse.charts';

/** SQL notebooks: their files, running their cells, their results. */
export function registerNotebooks(services: Services): vscode.Disposable {
  const { connections, context, duckdb, results, report } = services;
  const charts = new KeptCharts({
    read: () => context.workspaceState.get(chartsKey),
    write: (value) => context.workspaceState.update(chartsKey, value),
  });
  const statusBar = new CellStatusBar(connections);
  return vscode.Disposable.from(
    // Results are not in the file: drawing one must not make it dirty.
    vscode.workspace.registerNotebookSerializer(notebookType, new LakeSqlSerializer(), {
      transientOutputs: true,
    }),
    createNotebookController({
      connections,
      results,
      report,
      ran: recordRun(services),
      onCell: (cell, state) => {
        statusBar.set(cell, state);
      },
    }),
    statusBar.register(),
    vscode.workspace.onDidCloseNotebookDocument(({ notebookType: type, uri }) => {
      if (type !== notebookType) return;
      charts.forgetUntitled(uri.toString());
      duckdb.endSession(sessionOf(uri)).catch(report);
    }),
    answerGrids(services, charts),
    registerCommands(
      {
        'lakehouse.notebook.create': () => createNotebook(connections.all[0]?.name),
        'lakehouse.results.copyCode': async () => {
          const { copyCodeOfCell } = await import('./copyCode.js');
          await copyCodeOfCell(results);
        },
        'lakehouse.results.export': async (request?: ExportRequest) => {
          const { exportCommand } = await import('./exportCommand.js');
          await exportCommand(services, request);
        },
      },
      report,
    ),
  );
}

async function createNotebook(connection: string | undefined): Promise<void> {
  const { Code, Markup } = vscode.NotebookCellKind;
  const data = new vscode.NotebookData([
    new vscode.NotebookCellData(Markup, `# ${vscode.l10n.t('New notebook')}`, 'markdown'),
    new vscode.NotebookCellData(Code, 'SELECT 1', 'sql'),
  ]);
  if (connection !== undefined && /^[^\s"\\]+$/.test(connection)) {
    data.metadata = {
      head: `-- %% [notebook] connection=${connection}\n\n`,
      defaults: { connection },
    };
  }
  await vscode.window.showNotebookDocument(
    await vscode.workspace.openNotebookDocument(notebookType, data),
  );
}

import * as vscode from 'vscode';
import { chartFaultText } from '../host/chartFaultText.js';
import { QueryError } from '../query/queryEngine.js';
import type { Chart } from '../results/chart/chart.js';
import { nameChart } from '../results/chart/chartColumns.js';
import { printChart } from '../results/chart/chartText.js';
import type { ResultOrigin, StoredResult } from '../results/storedResult.js';
import { splitStatements } from '../sql/split.js';
import { withCellOption } from './format/cellOption.js';
import { optionsOf } from './format/lakeSqlText.js';
import type { GridCharts } from './grid/chartHandlers.js';
import { type CellChart, chartStart, optionOf } from './grid/chartStart.js';
import type { KeptCharts } from './grid/keptCharts.js';
import { cellOf, lineEndOf } from './notebookSerializer.js';
import { shownResults } from './resultOutput.js';
import { saveChartImage } from './saveChartImage.js';

const key = 'chart';

/** The charts of results, in the options of their cells and in the workspace's state. */
export function createCellCharts(kept: KeptCharts): GridCharts {
  const keep = async (
    { origin, columns }: StoredResult,
    { chart, isOpen }: { readonly chart: Chart; readonly isOpen: boolean },
    cellChart: CellChart,
  ): Promise<void> => {
    if (origin === undefined) return;
    const option = optionOf(cellChart);
    await kept.keep(origin, columns, {
      chart: printChart(nameChart(chart, columns)),
      isOpen,
      ...(option === undefined ? {} : { option }),
    });
  };
  return {
    start: (result) => {
      const { origin, columns } = result;
      const known = origin === undefined ? undefined : kept.find(origin, columns);
      const { fault, ...start } = chartStart(columns, chartOf(result), known);
      if (fault === undefined) return start;
      const reason = chartFaultText(fault);
      return { ...start, message: vscode.l10n.t('This is not the saved chart. {0}', reason) };
    },
    keep: (result, chosen) => keep(result, chosen, chartOf(result)),
    saveInCell: async (result, chart) => {
      const cell = cellWith(result);
      if (cell === undefined) {
        throw new QueryError('not-found', vscode.l10n.t('The cell of this result is gone.'));
      }
      const own = chartOf(result);
      // Without a number it is the chart of the last statement.
      const isLast = own.statement + 1 === own.statements;
      const option = printChart({
        ...nameChart(chart, result.columns),
        ...(isLast ? {} : { statement: own.statement + 1 }),
      });
      await editOption(cell, option);
      await keep(result, { chart, isOpen: true }, { ...own, option });
    },
    copySvg: (svg) => vscode.env.clipboard.writeText(svg),
    saveImage: saveChartImage,
  };
}

/** One step of undo; text and all other options stay as they are. */
async function editOption(cell: vscode.NotebookCell, option: string): Promise<void> {
  const source = withCellOption(cellOf(cell), key, option, lineEndOf(cell.notebook));
  const metadata = { ...cell.metadata, ...source };
  const edit = new vscode.WorkspaceEdit();
  edit.set(cell.notebook.uri, [vscode.NotebookEdit.updateCellMetadata(cell.index, metadata)]);
  if (await vscode.workspace.applyEdit(edit)) return;
  throw new QueryError('refused', vscode.l10n.t('The notebook can not be changed.'));
}

function chartOf(result: StoredResult): CellChart {
  const statement = result.origin?.statement ?? 0;
  const cell = cellWith(result);
  if (cell === undefined) return { option: undefined, statement, statements: statement + 1 };
  return {
    option: optionsOf(cellOf(cell)).get(key),
    statement,
    statements: splitStatements(cell.document.getText(), 'duckdb').length,
  };
}

/** The cell below which a result is shown. */
function cellWith({
  id,
  origin,
}: {
  readonly id: string;
  readonly origin?: ResultOrigin;
}): vscode.NotebookCell | undefined {
  return vscode.workspace.notebookDocuments
    .find(({ uri }) => uri.toString() === origin?.notebook)
    ?.getCells()
    .find((cell) => shownResults(cell).includes(id));
}

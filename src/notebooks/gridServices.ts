import * as vscode from 'vscode';
import type { Services } from '../host/services.js';
import type { GridServices } from './grid/gridHandlers.js';
import { createCellCharts } from './cellCharts.js';
import type { KeptCharts } from './grid/keptCharts.js';
import { gridClipboard } from './gridClipboard.js';

/** What the grids of notebooks and of pages are answered with. */
export function gridServices({ duckdb, results }: Services, charts: KeptCharts): GridServices {
  return {
    duckdb,
    results,
    charts: createCellCharts(charts),
    clipboard: gridClipboard,
    copyCode: async (result, view) => {
      const { copyCode } = await import('./copyCode.js');
      return copyCode(result, view);
    },
    startCompare: (id) => vscode.commands.executeCommand('lakehouse.results.compare', id),
    startExport: (request) => vscode.commands.executeCommand('lakehouse.results.export', request),
  };
}

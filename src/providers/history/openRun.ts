import * as vscode from 'vscode';
import type { Services } from '../../host/services.js';
import type { HistoryEntry } from '../../history/historyEntry.js';
import { KeptCharts } from '../../notebooks/grid/keptCharts.js';
import { gridServices } from '../../notebooks/gridServices.js';
import type { ToPreview } from '../../notebooks/renderer/preview/protocol.js';
import { toGridResult } from '../../notebooks/resultOutput.js';
import type { StoredResult } from '../../results/storedResult.js';
import { openResultPanel } from '../compare/resultPanel.js';
import { factsText, placeText, titleOf } from './historyWords.js';
import { openRunAsQuery } from './openRunAsQuery.js';

/** Charts are kept by the cell of their result, which may show another one by now. */
const noCharts = new KeptCharts({ read: () => undefined, write: () => Promise.resolve() });

/** Opens the result of a run as it was, or, where there is none, its statement. */
export async function openRun(services: Services, run: HistoryEntry): Promise<void> {
  const stored = run.result === undefined ? undefined : await services.results.find(run.result);
  if (stored !== undefined) {
    await openStored(services, run, stored);
    return;
  }
  await openRunAsQuery(run);
  if (run.result === undefined) return;
  const gone = vscode.l10n.t(
    'The result of this run is no longer stored. Run the statement again.',
  );
  void vscode.window.showInformationMessage(gone);
}

async function openStored(
  services: Services,
  run: HistoryEntry,
  stored: StoredResult,
): Promise<void> {
  const { context, report, results } = services;
  const result = await toGridResult(results, stored, new AbortController().signal);
  const message: ToPreview = {
    type: 'preview',
    preview: {
      title: titleOf(run),
      place: placeText(run),
      words: { openQuery: vscode.l10n.t('Open as Query') },
      state: { kind: 'shown', facts: factsText(run), files: [], notes: [], result },
    },
  };
  openResultPanel({
    extension: context.extensionUri,
    viewType: 'lakehouse.run',
    title: titleOf(run),
    script: 'preview.js',
    first: () => message,
    grids: gridServices(services, noCharts),
    report,
    received: (type) => {
      if (type === 'openQuery') openRunAsQuery(run).catch(report);
    },
  });
}

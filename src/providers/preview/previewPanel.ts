import * as vscode from 'vscode';
import { offers, type Preview } from '../../catalog/capabilities.js';
import { CatalogError } from '../../catalog/catalog.js';
import { errorText } from '../../host/errorText.js';
import type { Services } from '../../host/services.js';
import { KeptCharts } from '../../notebooks/grid/keptCharts.js';
import { gridServices } from '../../notebooks/gridServices.js';
import type { PreviewView, ToPreview } from '../../notebooks/renderer/preview/protocol.js';
import { toGridResult } from '../../notebooks/resultOutput.js';
import { storeSelect } from '../../results/storeSelect.js';
import type { StoredResult } from '../../results/storedResult.js';
import { openResultPanel } from '../compare/resultPanel.js';
import { openQuery } from './openQuery.js';
import { factsText, noteTexts, placeText, tableTitle } from './previewWords.js';
import type { TablePlace } from './tablePlace.js';

/** Charts are kept by the cell of their result, which previews have not. */
const noCharts = new KeptCharts({ read: () => undefined, write: () => Promise.resolve() });

/** Opens a panel with the first rows of a table. What is stored of them is removed when it is closed. */
export function openPreview(services: Services, place: TablePlace): void {
  const { context, report, results } = services;
  const title = tableTitle(place);
  let abort = new AbortController();
  let stored: StoredResult | undefined;
  let view = viewOf(place, {
    kind: 'loading',
    text: vscode.l10n.t('The first rows of {0} are being fetched…', title),
  });
  const loading = view;
  const panel = openResultPanel({
    extension: context.extensionUri,
    viewType: 'lakehouse.preview',
    title,
    script: 'preview.js',
    first: () => toMessage(view),
    grids: gridServices(services, noCharts),
    report,
    received: (type) => {
      switch (type) {
        case 'stop':
          abort.abort();
          return;
        case 'retry':
          load().catch(report);
          return;
        case 'openQuery':
          openQuery(place, { run: false }).catch(report);
          return;
        case 'openTable':
          vscode.commands.executeCommand('lakehouse.tablePage.open', place).then(undefined, report);
      }
    },
  });
  const show = (state: PreviewView['state']): void => {
    view = viewOf(place, state);
    void panel.webview.postMessage(toMessage(view));
  };
  let isClosed = false;
  const load = async (): Promise<void> => {
    abort = new AbortController();
    const { signal } = abort;
    if (view !== loading) show(loading.state);
    try {
      const { preview, result } = await storePreview(services, place, signal);
      if (isClosed) {
        await results.remove(result.id);
        return;
      }
      stored = result;
      show({
        kind: 'shown',
        facts: factsText(preview, result.rows),
        files: preview.read.map(({ location }) => location),
        notes: noteTexts(preview),
        result: await toGridResult(results, result, signal),
      });
    } catch (error) {
      const text = signal.aborted ? vscode.l10n.t('Stopped.') : errorText(error);
      if (!isClosed) show({ kind: 'failed', text });
    }
  };
  panel.onDidDispose(() => {
    isClosed = true;
    abort.abort();
    if (stored !== undefined) results.remove(stored.id).catch(report);
  });
  load().catch(report);
}

/** The rows of a preview in the store; what was fetched for them is removed. */
async function storePreview(
  services: Services,
  { catalog, table, kind, version }: TablePlace,
  signal: AbortSignal,
): Promise<{ readonly preview: Preview; readonly result: StoredResult }> {
  if (kind === 'view' || !offers(catalog, 'preview')) {
    const name = [...table.namespace, table.name].join('.');
    const what =
      kind === 'view' ? 'a view has no files of its own' : 'its catalog gives no access to files';
    throw new CatalogError('limit', `${name}: ${what}; only a query can show its rows`);
  }
  const preview = await catalog.preview(table, version, signal);
  try {
    return { preview, result: await storeSelect(services, preview.sql, signal) };
  } finally {
    await preview.dispose();
  }
}

function viewOf(place: TablePlace, state: PreviewView['state']): PreviewView {
  return {
    title: tableTitle(place),
    place: placeText(place),
    words: {
      stop: vscode.l10n.t('Stop'),
      retry: vscode.l10n.t('Retry'),
      openQuery: vscode.l10n.t('Open as Query'),
      openTable: vscode.l10n.t('Open Table Page'),
    },
    state,
  };
}

function toMessage(preview: PreviewView): ToPreview {
  return { type: 'preview', preview };
}

import * as vscode from 'vscode';
import { registerCommands } from '../../host/commands.js';
import { errorText } from '../../host/errorText.js';
import type { Services } from '../../host/services.js';
import { webviewHtml } from '../../host/webviewHtml.js';
import type { PageMemory } from '../../webviews/tablePage/protocol.js';
import type { TablePlace } from '../preview/tablePlace.js';
import { tableTitle } from '../preview/previewWords.js';
import { findPlace, parseMemory, toMemory } from './findPlace.js';
import { parseMessage } from './parseMessage.js';

const viewType = 'lakehouse.tablePage';

/** *Open Table Page*: what a table means and is, in a panel that is there again after a reload. */
export function registerTablePage(services: Services): vscode.Disposable {
  const { context, connections, report } = services;
  const open = new Map<string, vscode.WebviewPanel>();
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const options = { enableScripts: true, localResourceRoots: [dist] };

  const fill = async (panel: vscode.WebviewPanel, place: TablePlace): Promise<void> => {
    const key = keyOf(place);
    open.set(key, panel);
    const title = tableTitle(place);
    panel.title = title;
    // Loaded when the first page is opened.
    const { TablePage } = await import('./tablePage.js');
    const page = new TablePage(services, place, panel);
    panel.onDidDispose(() => {
      open.delete(key);
      page.dispose();
    });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const parsed = parseMessage(message);
      if (parsed !== undefined) page.receive(parsed).catch(report);
    });
    const script = vscode.Uri.joinPath(dist, 'tablePage.js');
    panel.webview.html = webviewHtml(panel.webview, script, title);
  };

  const show = async (place: TablePlace): Promise<void> => {
    const known = open.get(keyOf(place));
    if (known !== undefined) {
      known.reveal();
      return;
    }
    const column = vscode.ViewColumn.Active;
    const kept = { ...options, retainContextWhenHidden: true, enableFindWidget: true };
    await fill(vscode.window.createWebviewPanel(viewType, place.table.name, column, kept), place);
  };

  return vscode.Disposable.from(
    registerCommands(
      {
        'lakehouse.tablePage.open': async (table: TablePlace | PageMemory) => {
          const memory = parseMemory(table);
          const place =
            memory === undefined
              ? (table as TablePlace) // Our own commands hand over nothing else.
              : await findPlace(memory, connections, new AbortController().signal);
          await show(place);
        },
      },
      report,
    ),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, state: unknown) => {
        try {
          panel.webview.options = options;
          const memory = parseMemory(state);
          if (memory === undefined) {
            panel.dispose();
            return;
          }
          await fill(panel, await findPlace(memory, connections, new AbortController().signal));
        } catch (error) {
          // A table whose connection is gone leaves no empty panel behind, and says why.
          panel.dispose();
          void vscode.window.showWarningMessage(errorText(error));
        }
      },
    }),
  );
}

function keyOf(place: TablePlace): string {
  return JSON.stringify(toMemory(place));
}

import * as vscode from 'vscode';
import { registerCommands } from '../../host/commands.js';
import type { Services } from '../../host/services.js';
import { webviewHtml } from '../../host/webviewHtml.js';
import { keyOf, type LineageId } from '../../lineage/lineageGraph.js';
import type { CatalogNode } from '../catalogTree/nodes/catalogNode.js';
import type { TablePlace } from '../preview/tablePlace.js';
import type { LineagePage } from './lineagePage.js';
import { parseMessage } from './parseMessage.js';
import { parseMemory, parseSubject } from './parseSubject.js';

const viewType = 'lakehouse.lineage';

/** What *Show Lineage* is called with: by a hover, a node of the tree, the page of a table, or with nothing at all. */
type Argument = { readonly id: unknown } | CatalogNode | { readonly place: TablePlace } | undefined;

/** *Show Lineage*: where a table or a column comes from and goes to, in a panel that survives a reload. */
export function registerLineageView(services: Services): vscode.Disposable {
  const { context, report } = services;
  const open = new Map<LineagePage, vscode.WebviewPanel>();
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const options = { enableScripts: true, localResourceRoots: [dist] };

  const fill = async (panel: vscode.WebviewPanel, subject: LineageId): Promise<void> => {
    // Loaded when the first panel is opened.
    const { LineagePage: Page } = await import('./lineagePage.js');
    const page = new Page(services, subject, panel);
    open.set(page, panel);
    panel.onDidDispose(() => {
      open.delete(page);
      page.dispose();
    });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const parsed = parseMessage(message);
      if (parsed !== undefined) page.receive(parsed).catch(report);
    });
    const script = vscode.Uri.joinPath(dist, 'lineage.js');
    panel.webview.html = webviewHtml(panel.webview, script, vscode.l10n.t('Lineage'));
  };

  const show = async (subject: LineageId): Promise<void> => {
    const key = keyOf(subject);
    const known = [...open].find(([page]) => keyOf(page.subject) === key);
    if (known !== undefined) {
      known[1].reveal();
      return;
    }
    const kept = { ...options, retainContextWhenHidden: true };
    const title = vscode.l10n.t('Lineage');
    const column = vscode.ViewColumn.Active;
    await fill(vscode.window.createWebviewPanel(viewType, title, column, kept), subject);
  };

  return vscode.Disposable.from(
    registerCommands(
      {
        'lakehouse.lineage.open': async (argument: Argument) => {
          const subject = await subjectOf(services, argument);
          if (subject !== undefined) await show(subject);
          else {
            void vscode.window.showInformationMessage(
              vscode.l10n.t('Put the cursor on the name of a table or a column in SQL first.'),
            );
          }
        },
      },
      report,
    ),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, state: unknown) => {
        panel.webview.options = options;
        const subject = parseMemory(state);
        if (subject === undefined) panel.dispose();
        else await fill(panel, subject);
      },
    }),
  );
}

async function subjectOf(services: Services, argument: Argument): Promise<LineageId | undefined> {
  const { signal } = new AbortController();
  const { subjectAtCursor, subjectOfNode, subjectOfTable } = await import('./findSubject.js');
  // A menu of the editor hands over the file that it was opened on.
  if (argument === undefined || argument instanceof vscode.Uri) {
    return subjectAtCursor(services, signal);
  }
  if ('id' in argument) return parseSubject(argument.id);
  if ('place' in argument) return subjectOfTable(services, argument.place, undefined, signal);
  return 'kind' in argument
    ? subjectOfNode(services, argument, signal)
    : subjectAtCursor(services, signal);
}

import * as vscode from 'vscode';
import type { ErrorReporter } from '../../host/commands.js';
import { webviewHtml } from '../../host/webviewHtml.js';
import { answerPage } from '../../notebooks/answerPage.js';
import type { GridServices } from '../../notebooks/grid/gridHandlers.js';

export interface ResultPanelOptions {
  readonly extension: vscode.Uri;
  /** What the editor knows this kind of panels by. */
  readonly viewType: `lakehouse.${string}`;
  readonly title: string;
  /** The page's script in `dist`. It says `{ type: 'ready' }` when it listens. */
  readonly script: `${string}.js`;
  /** What the page is sent then. */
  readonly first: () => unknown;
  readonly grids: GridServices;
  readonly report: ErrorReporter;
  /** Hears of the types of messages that are none of a grid. */
  readonly received?: (type: string) => void;
}

/** Opens a page with a result's grid outside a notebook; its grid is answered as one in a notebook is. */
export function openResultPanel({
  extension,
  viewType,
  title,
  script,
  first,
  grids,
  report,
  received,
}: ResultPanelOptions): vscode.WebviewPanel {
  const dist = vscode.Uri.joinPath(extension, 'dist');
  const panel = vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active, {
    enableScripts: true,
    localResourceRoots: [dist],
    // The order, the filters and the place in the rows are the page's own.
    retainContextWhenHidden: true,
  });
  const { webview } = panel;
  const send = (message: unknown): void => void webview.postMessage(message);
  const answer = answerPage(grids, report, send);
  webview.onDidReceiveMessage((message: unknown) => {
    const type = typeOf(message);
    if (type === 'ready') send(first());
    else if (type === 'ask' || type === 'cancel') answer(message);
    else if (type !== undefined) received?.(type);
  });
  webview.html = webviewHtml(webview, vscode.Uri.joinPath(dist, script), title);
  return panel;
}

function typeOf(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null || !('type' in message)) return undefined;
  return typeof message.type === 'string' ? message.type : undefined;
}

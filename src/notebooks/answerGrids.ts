import * as vscode from 'vscode';
import type { Services } from '../host/services.js';
import type { KeptCharts } from './grid/keptCharts.js';
import { rendererId } from './renderer/protocol.js';

/** What takes the messages of one page. */
type Page = (message: unknown) => void;

/** Answers what the grids of all notebooks ask. What answers is loaded with the first question. */
export function answerGrids(services: Services, charts: KeptCharts): vscode.Disposable {
  const messaging = vscode.notebooks.createRendererMessaging(rendererId);
  // Editors number their requests on their own.
  const pages = new WeakMap<vscode.NotebookEditor, Promise<Page>>();
  const open = async (editor: vscode.NotebookEditor): Promise<Page> => {
    const [{ answerPage }, { gridServices }] = await Promise.all([
      import('./answerPage.js'),
      import('./gridServices.js'),
    ]);
    return answerPage(gridServices(services, charts), services.report, (reply) => {
      void messaging.postMessage(reply, editor);
    });
  };
  return messaging.onDidReceiveMessage(({ editor, message }) => {
    const page = pages.get(editor) ?? open(editor);
    pages.set(editor, page);
    page.then((answer) => {
      answer(message);
    }, services.report);
  });
}

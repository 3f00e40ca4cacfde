import * as vscode from 'vscode';
import { errorText } from '../host/errorText.js';
import type { ErrorReporter } from '../host/commands.js';
import { type FromGrid, rendererId, type ToGrid } from './renderer/protocol.js';
import { type GridServices, gridHandlers, isGridMethod, toParams } from './grid/gridHandlers.js';
import { isCount, isFields } from './grid/parseView.js';

/** Answers what the grids of all notebooks ask. */
export function answerGrids(services: GridServices, report: ErrorReporter): vscode.Disposable {
  const messaging = vscode.notebooks.createRendererMessaging(rendererId);
  // Editors number their requests on their own.
  const running = new WeakMap<vscode.NotebookEditor, Map<number, AbortController>>();

  async function answer(
    { id, method, params, request }: FromGrid & { readonly type: 'ask' },
    send: (message: ToGrid) => void,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const result = await services.results.find(id);
      if (result === undefined) {
        const message = vscode.l10n.t('This result is gone. Run the cell again.');
        send({ type: 'failed', request, message });
        return;
      }
      const progress = (done: number): void => {
        send({ type: 'progress', request, done });
      };
      const asked = { result, params: toParams(params), progress, signal };
      send({ type: 'answer', request, answer: await gridHandlers[method](services, asked) });
    } catch (error) {
      if (!signal.aborted) send({ type: 'failed', request, message: errorText(error) });
    }
  }

  return messaging.onDidReceiveMessage(({ editor, message }) => {
    const parsed = parse(message);
    if (parsed === undefined) return;
    const own = running.get(editor) ?? new Map<number, AbortController>();
    running.set(editor, own);
    const { request } = parsed;
    if (parsed.type === 'cancel') {
      own.get(request)?.abort();
      return;
    }
    const abort = new AbortController();
    own.set(request, abort);
    const send = (reply: ToGrid): void => void messaging.postMessage(reply, editor);
    answer(parsed, send, abort.signal)
      .catch(report)
      .finally(() => own.delete(request));
  });
}

/** Pages are not trusted to say what they should. */
function parse(message: unknown): FromGrid | undefined {
  if (!isFields(message)) return undefined;
  const { type, request, id, method, params } = message;
  if (!isCount(request)) return undefined;
  if (type === 'cancel') return { type, request };
  if (type !== 'ask' || typeof id !== 'string' || !isGridMethod(method)) return undefined;
  return { type, request, id, method, params };
}

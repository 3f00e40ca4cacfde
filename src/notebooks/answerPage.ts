import * as vscode from 'vscode';
import { errorText } from '../host/errorText.js';
import type { ErrorReporter } from '../host/commands.js';
import { type GridServices, gridHandlers, isGridMethod, toParams } from './grid/gridHandlers.js';
import { isCount, isFields } from './grid/parseView.js';
import type { FromGrid, ToGrid } from './renderer/protocol.js';

/** Answers what the grids of one page ask: takes their messages, and sends replies to the page. */
export function answerPage(
  services: GridServices,
  report: ErrorReporter,
  send: (reply: ToGrid) => void,
): (message: unknown) => void {
  const running = new Map<number, AbortController>();

  async function answer(
    { id, method, params, request }: FromGrid & { readonly type: 'ask' },
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

  return (message) => {
    const parsed = parse(message);
    if (parsed === undefined) return;
    const { request } = parsed;
    if (parsed.type === 'cancel') {
      running.get(request)?.abort();
      return;
    }
    const abort = new AbortController();
    running.set(request, abort);
    answer(parsed, abort.signal)
      .catch(report)
      .finally(() => running.delete(request));
  };
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

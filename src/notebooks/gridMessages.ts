import * as vscode from 'vscode';
import { errorText } from '../host/errorText.js';
import type { ErrorReporter } from '../host/commands.js';
import type { ResultStore } from '../results/resultStore.js';
import { sortedView } from '../results/view.js';
import type { ExportRequest } from './exportCommand.js';
import { type FromGrid, rendererId, type ToGrid } from './renderer/protocol.js';

/** Answers the grids: rows of their windows, and exports. */
export function answerGrids(
  results: ResultStore,
  startExport: (request: ExportRequest) => Thenable<unknown>,
  report: ErrorReporter,
): vscode.Disposable {
  const messaging = vscode.notebooks.createRendererMessaging(rendererId);
  // A grid that is gone asks for nothing more; what it asked for last is small.
  const { signal } = new AbortController();

  async function answer(message: FromGrid): Promise<ToGrid | undefined> {
    if (message.type === 'export') {
      await startExport(message);
      return undefined;
    }
    const { request, id, offset, limit, sort } = message;
    try {
      const result = await results.find(id);
      if (result === undefined) {
        return {
          type: 'failed',
          request,
          message: vscode.l10n.t('This result is gone. Run the cell again.'),
        };
      }
      return {
        type: 'window',
        request,
        window: await results.window(result, { offset, limit, view: sortedView(sort) }, signal),
      };
    } catch (error) {
      return { type: 'failed', request, message: errorText(error) };
    }
  }

  return messaging.onDidReceiveMessage(({ editor, message }) => {
    const parsed = parse(message);
    if (parsed === undefined) return;
    answer(parsed).then((reply) => {
      if (reply !== undefined) void messaging.postMessage(reply, editor);
    }, report);
  });
}

/** Pages are not trusted to say what they should. */
function parse(message: unknown): FromGrid | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { type, request, id, offset, limit, format, sort } = message as Readonly<
    Record<string, unknown>
  >;
  if (typeof id !== 'string' || !Array.isArray(sort)) return undefined;
  const order = sort.flatMap((key: unknown) => {
    if (typeof key !== 'object' || key === null) return [];
    const { column, descending } = key as Readonly<Record<string, unknown>>;
    return isCount(column) ? [{ column, descending: descending === true }] : [];
  });
  if (type === 'export' && (format === 'csv' || format === 'parquet')) {
    return { type, id, format, sort: order };
  }
  if (type !== 'window' || !isCount(request) || !isCount(offset) || !isCount(limit))
    return undefined;
  return { type, request, id, offset, limit: Math.min(limit, 1000), sort: order };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

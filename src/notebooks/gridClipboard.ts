import * as vscode from 'vscode';
import { toAbortSignal } from '../host/abort.js';
import { QueryError } from '../query/queryEngine.js';
import { mostCharacters, TooLongError } from '../results/selection.js';
import type { GridClipboard } from './grid/gridHandlers.js';

/** More values are copied only after a question. */
const mostUnasked = 200_000;

/** The editor's clipboard, which works in a browser and over SSH too. */
export const gridClipboard: GridClipboard = {
  copy: async (values, read) => {
    try {
      if (values <= mostUnasked) {
        await vscode.env.clipboard.writeText(await read(() => undefined, never));
        return true;
      }
      return (await isWanted(values)) && (await copyWithProgress(values, read));
    } catch (error) {
      if (!(error instanceof TooLongError)) throw error;
      const most = mostCharacters.toLocaleString(vscode.env.language);
      throw new QueryError(
        'limit',
        vscode.l10n.t('The clipboard takes {0} characters. An export writes all to a file.', most),
      );
    }
  },
};

const never = new AbortController().signal;

async function isWanted(values: number): Promise<boolean> {
  const copy = vscode.l10n.t('Copy');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Copy {0} values?', values.toLocaleString(vscode.env.language)),
    { modal: true, detail: vscode.l10n.t('An export writes them to a file instead.') },
    copy,
  );
  return chosen === copy;
}

/** Returns `false` where it was cancelled. */
async function copyWithProgress(
  values: number,
  read: Parameters<GridClipboard['copy']>[1],
): Promise<boolean> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Copying {0} values', values.toLocaleString(vscode.env.language)),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    let told = 0;
    const tell = (done: number): void => {
      progress.report({ increment: (done - told) * 100 });
      told = done;
    };
    try {
      const text = await read(tell, toAbortSignal(token));
      await vscode.env.clipboard.writeText(text);
      return true;
    } catch (error) {
      if (token.isCancellationRequested) return false;
      throw error;
    }
  });
}

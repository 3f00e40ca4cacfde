import * as vscode from 'vscode';
import { registerCommands } from '../host/commands.js';
import type { Services } from '../host/services.js';
import { type Limits, toLimits } from '../results/storage/limits.js';
import type { WorkspaceStorage } from '../results/storage/workspaceStorage.js';

const firstMs = 10_000;
const everyMs = 60 * 60_000;

/** Keeps what is stored of results small, in the background; the user's word for it is a command. */
export function registerStoredResults(
  { log, report, results }: Services,
  storage: WorkspaceStorage,
): vscode.Disposable {
  async function cleanUpNow(): Promise<void> {
    try {
      const { cleanUp } = await import('../results/storage/cleanUp.js');
      const close = (id: string): Promise<void> => results.close(id);
      const freed = await cleanUp({ storage, limits: readLimits(), now: Date.now(), close });
      if (freed.bytes > 0) {
        log.info(`Removed ${freed.results} stored results, ${freed.bytes} bytes with copies.`);
      }
    } catch (error) {
      // Nobody asked for it, and it is tried again.
      log.warn(`Stored results were not cleaned up: ${String(error)}`);
    }
  }
  // Starting the editor has better things to do, and is not kept from ending.
  const first = setTimeout(() => void cleanUpNow(), firstMs).unref();
  const every = setInterval(() => void cleanUpNow(), everyMs).unref();
  return vscode.Disposable.from(
    {
      dispose: () => {
        clearTimeout(first);
        clearInterval(every);
      },
    },
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('lakehouse.results')) void cleanUpNow();
    }),
    vscode.workspace.onDidCloseNotebookDocument(({ uri }) => {
      results.releaseNotebook(uri.toString());
    }),
    registerCommands(
      {
        'lakehouse.results.clear': async () => {
          const { clearStoredResults } = await import('./clearStoredResults.js');
          await clearStoredResults(results, storage);
        },
      },
      report,
    ),
  );
}

function readLimits(): Limits {
  const settings = vscode.workspace.getConfiguration('lakehouse.results');
  return toLimits(settings.get('maxAgeDays'), settings.get('maxTotalSizeGB'));
}

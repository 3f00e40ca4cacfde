import type * as vscode from 'vscode';
import { registerCommands } from '../../host/commands.js';
import type { Services } from '../../host/services.js';

/** *Query History…* and *Clear Query History…*. */
export function registerHistory(services: Services): vscode.Disposable {
  return registerCommands(
    {
      'lakehouse.history.open': async () => {
        const { openHistory } = await import('./openHistory.js');
        await openHistory(services);
      },
      'lakehouse.history.clear': async () => {
        const { clearHistory } = await import('./clearHistory.js');
        await clearHistory(services.history);
      },
    },
    services.report,
  );
}

import type * as vscode from 'vscode';
import { registerCommands } from '../../host/commands.js';
import type { Services } from '../../host/services.js';

/** *Compare Results…*: two results of open notebooks side by side. */
export function registerCompare(services: Services): vscode.Disposable {
  return registerCommands(
    {
      'lakehouse.results.compare': async (id?: unknown) => {
        const { compareCommand } = await import('./compareCommand.js');
        await compareCommand(services, id);
      },
    },
    services.report,
  );
}

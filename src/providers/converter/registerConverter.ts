import * as vscode from 'vscode';
import { registerCommands } from '../../host/commands.js';
import type { Services } from '../../host/services.js';
import type { ConverterCommands } from './converterCommands.js';

/** Converting notebooks in the editor. What does it is loaded with the first command. */
export function registerConverter(services: Services): vscode.Disposable {
  let loaded: Promise<ConverterCommands> | undefined;
  const load = (): Promise<ConverterCommands> =>
    (loaded ??= import('./converterCommands.js').then((module) => {
      const commands = new module.ConverterCommands(services);
      services.context.subscriptions.push(commands);
      return commands;
    }));
  return registerCommands(
    {
      'lakehouse.converter.convert': async (uri?: unknown) => {
        const converter = await load();
        await converter.convert(uri instanceof vscode.Uri ? uri : undefined);
      },
      'lakehouse.converter.showReport': async () => {
        const converter = await load();
        converter.showReport();
      },
    },
    services.report,
  );
}

import * as vscode from 'vscode';
import { isRecord } from '../../connections/entryReader.js';
import { registerCommands } from '../../host/commands.js';
import type { Services } from '../../host/services.js';
import type { NewConnection } from './addConnection.js';
import { settingPath } from './settingPath.js';

/** What a user does with connections. Each is loaded when it is asked for: it is no part of starting up. */
export function registerConnections(services: Services): vscode.Disposable {
  return registerCommands(
    {
      'lakehouse.connections.add': async (name?: unknown, what?: unknown, secret?: unknown) => {
        const { addConnection } = await import('./addConnection.js');
        await addConnection(services, toNewConnection(name, what, secret));
      },
      'lakehouse.connections.edit': async (connection?: unknown) => {
        const { editConnection } = await import('./editConnection.js');
        await editConnection(services, connection);
      },
      'lakehouse.connections.rename': async (connection?: unknown, name?: unknown) => {
        const { renameConnection } = await import('./editConnection.js');
        await renameConnection(services, connection, typeof name === 'string' ? name : undefined);
      },
      'lakehouse.connections.remove': async (connection?: unknown, isConfirmed?: unknown) => {
        const { removeConnection } = await import('./removeConnection.js');
        await removeConnection(services, connection, isConfirmed === true);
      },
      'lakehouse.connections.signIn': async (connection?: unknown, secret?: unknown) => {
        const { signIn } = await import('./signIn.js');
        await signIn(services, connection, typeof secret === 'string' ? secret : undefined);
      },
      'lakehouse.connections.test': async (connection?: unknown) => {
        const { testCommand } = await import('./testCommand.js');
        await testCommand(services, connection);
      },
    },
    services.report,
  );
}

/** `name` with a folder, or with an entry as the setting has it. */
function toNewConnection(name: unknown, what: unknown, secret: unknown): NewConnection | undefined {
  if (typeof name !== 'string') return undefined;
  const entry = what instanceof vscode.Uri ? { type: 'local', path: settingPath(what) } : what;
  if (!isRecord(entry)) return undefined;
  return { name, entry, secret: typeof secret === 'string' ? secret : '' };
}

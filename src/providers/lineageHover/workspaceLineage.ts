import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import { connectionKey } from '../../catalogCache/catalogCache.js';
import type { Services } from '../../host/services.js';
import type { WorkspaceLineage } from '../../host/workspaceLineage.js';
import type { StorePlace } from '../../lineage/indexStore.js';
import { LineageService } from '../../lineage/lineageService.js';
import { lookUpTables } from './catalogTables.js';
import { followChanges } from './followChanges.js';
import { showProgress } from './showProgress.js';
import { WorkspaceSql } from './workspaceSql.js';

type Needs = Pick<Services, 'context' | 'connections' | 'sql' | 'log' | 'processes'>;

/** The index of the workspace, which follows changes from here on. */
export function createWorkspaceLineage(services: Needs): WorkspaceLineage & { dispose(): void } {
  const { connections, sql, log } = services;
  const workspace = new WorkspaceSql(connections);
  const service = new LineageService(
    sql,
    {
      list: (signal) => workspace.list(signal),
      read: (uri, signal) => workspace.read(uri, signal),
      lookUp: (tables, signal) => lookUpTables(connections, tables, signal),
      store: () => placeOf(services),
    },
    log,
  );
  const disposables = vscode.Disposable.from(
    service,
    connections.onDidChange(() => {
      service.reset();
    }),
    followChanges(service),
    showProgress(service),
  );
  return {
    service,
    placeOf: (document, position, signal) => workspace.placeOf(document, position, signal),
    dispose() {
      disposables.dispose();
    },
  };
}

/** An index that other code made, or of other connections, is of no use. */
function placeOf({ context, connections, processes }: Needs): StorePlace | undefined {
  if (context.storageUri === undefined) return undefined;
  const { mtimeMs, size } = statSync(fileURLToPath(processes.sql));
  const key = JSON.stringify([mtimeMs, size, connections.all.map(connectionKey)]);
  return { folder: join(context.storageUri.fsPath, 'lineage'), key };
}

import * as vscode from 'vscode';
import type { Services } from '../../host/services.js';
import type { WorkspaceLineage } from '../../host/workspaceLineage.js';
import { LineageService } from '../../lineage/lineageService.js';
import { lookUpTables } from './catalogTables.js';
import { followChanges } from './followChanges.js';
import { WorkspaceSql } from './workspaceSql.js';

/** The index of the workspace, which follows changes from here on. */
export function createWorkspaceLineage({
  connections,
  sql,
  log,
}: Pick<Services, 'connections' | 'sql' | 'log'>): WorkspaceLineage & { dispose(): void } {
  const workspace = new WorkspaceSql(connections);
  const service = new LineageService(
    sql,
    {
      list: (signal) => workspace.list(signal),
      read: (uri, signal) => workspace.read(uri, signal),
      lookUp: (tables, signal) => lookUpTables(connections, tables, signal),
    },
    log,
  );
  const disposables = vscode.Disposable.from(
    service,
    connections.onDidChange(() => {
      service.reset();
    }),
    followChanges(service),
  );
  return {
    service,
    placeOf: (document, position, signal) => workspace.placeOf(document, position, signal),
    dispose() {
      disposables.dispose();
    },
  };
}

import { isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import { parseConnections } from './connections/connectionSettings.js';
import { Connections } from './connections/connections.js';
import { createConnectionFactory } from './connections/createConnection.js';
import { DuckDbClient } from './duckdb/duckDbClient.js';
import { askForCode } from './host/askForCode.js';
import { registerCommands } from './host/commands.js';
import { ExpiredSessions } from './host/expiredSessions.js';
import { createSecrets } from './host/secrets.js';
import { createErrorReporter } from './host/reportError.js';
import type { ProcessEntries, Services } from './host/services.js';
import type { WorkspaceLineage } from './host/workspaceLineage.js';
import { QueryHistory } from './history/queryHistory.js';
import { WorkspaceFileStore } from './host/workspaceFileStore.js';
import { registerCatalogTree } from './providers/catalogTree/registerCatalogTree.js';
import { registerConnections } from './providers/connections/registerConnections.js';
import { registerCompare } from './providers/compare/registerCompare.js';
import { registerHistory } from './providers/history/registerHistory.js';
import { registerConverter } from './providers/converter/registerConverter.js';
import { registerTablePage } from './providers/tablePage/registerTablePage.js';
import { registerNotebooks } from './notebooks/registerNotebooks.js';
import { registerLineage } from './providers/lineageHover/registerLineage.js';
import { registerLineageView } from './providers/lineageView/registerLineageView.js';
import { registerReferences } from './providers/references/registerReferences.js';
import { registerStoredResults } from './notebooks/registerStoredResults.js';
import { Previews } from './preview/previews.js';
import { ResultStore } from './results/resultStore.js';
import { WorkspaceStorage } from './results/storage/workspaceStorage.js';
import type { SqlProcessApi } from './lineage/lineageApi.js';
import { forkPort } from './util/ports.js';
import { Remote } from './util/rpc.js';

/** What is too much for the SQL process ends it; one that is not asked for a while gives its memory back. */
const sqlLimits = { timeLimitMs: 15_000, idleMs: 600_000 };

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Lakehouse', { log: true });
  const expiredSessions = new ExpiredSessions();
  const report = createErrorReporter(log, expiredSessions);
  const processes: ProcessEntries = {
    duckdb: new URL('./duckdbProcess.js', import.meta.url),
    sql: new URL('./sqlProcess.js', import.meta.url),
    converter: new URL('./converterWorker.js', import.meta.url),
  };
  const storage = (context.storageUri ?? context.globalStorageUri).fsPath;
  const duckdb = new DuckDbClient(processes.duckdb, {
    tempDirectory: join(storage, 'duckdb'),
  });
  const resultStorage = new WorkspaceStorage(
    join(context.globalStorageUri.fsPath, 'workspaces'),
    (vscode.workspace.workspaceFile ?? vscode.workspace.workspaceFolders?.[0]?.uri)?.toString(),
  );
  const results = new ResultStore(duckdb, resultStorage.results, { use: resultStorage });
  const history = new QueryHistory(join(storage, 'history'));
  const sql = new Remote<SqlProcessApi>(() => forkPort(processes.sql), sqlLimits);
  const previews = new Previews(duckdb, join(storage, 'previews'));
  const secrets = createSecrets(context.secrets);
  const createConnection = createConnectionFactory({
    duckdb,
    sql,
    previews,
    newResultFile: () => results.newFile(),
    askForCode,
    secrets,
    sessionExpired: (connection) => {
      expiredSessions.tell(connection);
    },
  });
  const workspaceFile = new WorkspaceFileStore();
  const connections = new Connections((entry) => createConnection(entry));
  let lineage: Promise<WorkspaceLineage> | undefined;
  const services: Services = {
    context,
    log,
    report,
    connections,
    createConnection,
    secrets,
    duckdb,
    results,
    history,
    sql,
    lineage: () =>
      (lineage ??= import('./providers/lineageHover/workspaceLineage.js').then((module) => {
        const created = module.createWorkspaceLineage({
          context,
          connections,
          sql,
          log,
          processes,
        });
        context.subscriptions.push(created);
        return created;
      })),
    workspaceFile,
    processes,
  };
  context.subscriptions.push(
    log,
    duckdb,
    previews,
    sql,
    workspaceFile,
    watchConnections(services),
    resultStorage,
    registerNotebooks(services),
    registerStoredResults(services, resultStorage),
    registerCatalogTree(services),
    registerConnections(services),
    registerCompare(services),
    registerHistory(services),
    registerTablePage(services),
    registerConverter(services),
    registerLineage(services),
    registerLineageView(services),
    registerReferences(services),
    registerCommands(
      {
        'lakehouse.showLog': () => {
          log.show();
        },
      },
      report,
    ),
  );
}

function watchConnections({ connections }: Services): vscode.Disposable {
  const read = (): void => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    const value: unknown = vscode.workspace.getConfiguration('lakehouse').get('connections');
    const variables = folder === undefined ? {} : { workspaceFolder: folder };
    connections.update(parseConnections(value, { variables, isAbsolute }));
  };
  read();
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('lakehouse.connections')) read();
  });
}

import type * as vscode from 'vscode';
import type { ConnectionFactory, Connections } from '../connections/connections.js';
import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import type { QueryHistory } from '../history/queryHistory.js';
import type { ResultStore } from '../results/resultStore.js';
import type { SqlProcessApi } from '../lineage/lineageApi.js';
import type { Remote } from '../util/rpc.js';
import type { ErrorReporter } from './commands.js';
import type { SecretStore } from './secrets.js';
import type { WorkspaceLineage } from './workspaceLineage.js';
import type { WorkspaceFileStore } from './workspaceFileStore.js';

/** What every feature's `register…` is handed by the entry. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly report: ErrorReporter;
  readonly connections: Connections;
  /** Builds a connection that is not in the settings, or not yet. */
  readonly createConnection: ConnectionFactory;
  readonly secrets: SecretStore;
  /** The embedded database: the local engine, the results, and writing the sample. */
  readonly duckdb: DuckDbClient;
  readonly results: ResultStore;
  /** What was run in the workspace. */
  readonly history: QueryHistory;
  /** The process that parses SQL and holds the lineage index: `analyzeSql`, `LineageService`. */
  readonly sql: Remote<SqlProcessApi>;
  /** The lineage of the workspace. It is read with the first question to it. */
  readonly lineage: () => Promise<WorkspaceLineage>;
  /** What the team says of its lakehouses: `.vscode/lakehouse.json`. */
  readonly workspaceFile: WorkspaceFileStore;
  /** Where the processes' entries lie, beside the extension's own. */
  readonly processes: ProcessEntries;
}

export interface ProcessEntries {
  readonly duckdb: URL;
  readonly sql: URL;
  readonly converter: URL;
}

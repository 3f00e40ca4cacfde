import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { toAbortSignal } from '../../host/abort.js';
import type { Services } from '../../host/services.js';
import { LineageService } from '../../lineage/lineageService.js';
import { RpcError } from '../../util/rpc.js';
import { lookUpTables } from './catalogTables.js';
import { hoverMarkdown } from './hoverMarkdown.js';
import { hoverWords } from './hoverWords.js';
import { openSourceCommand, sourceLink } from './openSource.js';
import { WorkspaceSql } from './workspaceSql.js';

/** A hover waits this long for an index that is being filled, and then says what is known by then. */
const patienceMs = 2_000;
/** Typing is over when nothing was typed for this long. */
const quietMs = 300;

export interface LineageHover {
  provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined>;
  dispose(): void;
}

/** The hover, with the index of the workspace behind it, which follows changes from here on. */
export function createLineageHover({ connections, sql, log }: Services): LineageHover {
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
    async provideHover(document, position, token) {
      try {
        return await hover(workspace, service, document, position, toAbortSignal(token));
      } catch (error) {
        if (token.isCancellationRequested) return undefined;
        // A process that died twice, or a text that is too much for it: no hover, and a word in the log.
        if (!(error instanceof RpcError)) throw error;
        log.warn(`lineage hover: ${error.message}`);
        return undefined;
      }
    },
    dispose() {
      disposables.dispose();
    },
  };
}

async function hover(
  workspace: WorkspaceSql,
  service: LineageService,
  document: vscode.TextDocument,
  position: vscode.Position,
  signal: AbortSignal,
): Promise<vscode.Hover | undefined> {
  const place = await workspace.placeOf(document, position, signal);
  if (place === undefined) return undefined;
  const patience = delay(patienceMs, undefined, { ref: false });
  const answer = await service.hover(place, patience, signal);
  if (answer === undefined) return undefined;
  const text = new vscode.MarkdownString(
    hoverMarkdown(answer, hoverWords(), {
      href: sourceLink,
      label: ({ uri, cell, line }) => {
        const path = vscode.workspace.asRelativePath(
          uri.startsWith('/') ? vscode.Uri.file(uri) : vscode.Uri.parse(uri),
        );
        if (line === undefined) return path;
        return uri.endsWith('.ipynb') && cell !== undefined
          ? vscode.l10n.t('{0}, cell {1}, line {2}', path, cell + 1, line)
          : `${path}:${line}`;
      },
    }),
  );
  text.isTrusted = { enabledCommands: [openSourceCommand] };
  // Places are of the cell; the document may be a file of several.
  const moved = document.offsetAt(position) - place.offset;
  const { start, end } = answer.span;
  const range = new vscode.Range(
    document.positionAt(start + moved),
    document.positionAt(end + moved),
  );
  return new vscode.Hover(text, range);
}

/** Tells the service what changed: files on disk at once, text that is being typed when it rests. */
function followChanges(service: LineageService): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher('**/*.{sql,py,ipynb}');
  const changed = (uri: vscode.Uri): void => {
    service.changed(uri.toString());
  };
  const timers = new Map<string, NodeJS.Timeout>();
  const typed = (uri: vscode.Uri): void => {
    const key = uri.toString();
    clearTimeout(timers.get(key));
    const rest = (): void => {
      timers.delete(key);
      service.changed(key);
    };
    timers.set(key, setTimeout(rest, quietMs));
  };
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(changed),
    watcher.onDidCreate(changed),
    watcher.onDidDelete(changed),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme === 'file' && /\.(?:sql|py)$/.test(document.uri.path)) {
        typed(document.uri);
      }
    }),
    vscode.workspace.onDidChangeNotebookDocument(({ notebook }) => {
      if (notebook.notebookType === 'lakehouse-sql') typed(notebook.uri);
    }),
    {
      dispose() {
        for (const timer of timers.values()) clearTimeout(timer);
      },
    },
  );
}

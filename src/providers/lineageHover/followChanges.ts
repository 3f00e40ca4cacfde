import * as vscode from 'vscode';
import type { LineageService } from '../../lineage/lineageService.js';

/** Typing is over when nothing was typed for this long. */
const quietMs = 300;

/** A build makes many folders in a row. */
const foldersQuietMs = 2_000;

const ofFile = /\.(?:sql|py|ipynb)$/;

/**
 * Tells the service what changed: files on disk at once, text that is being typed when it rests, and folders, whose
 * files nobody tells of when they are moved or deleted with them.
 */
export function followChanges(service: LineageService): vscode.Disposable {
  const changed = (uri: vscode.Uri): void => {
    service.changed(uri.toString());
  };
  const timers = new Map<string, NodeJS.Timeout>();
  const atRest = (key: string, ms: number, tell: () => void): void => {
    clearTimeout(timers.get(key));
    const rest = (): void => {
      timers.delete(key);
      tell();
    };
    timers.set(key, setTimeout(rest, ms));
  };
  const typed = (uri: vscode.Uri): void => {
    atRest(uri.toString(), quietMs, () => {
      changed(uri);
    });
  };
  /** Of anything whose name says that it is no file of ours. */
  const moved = (uri: vscode.Uri): void => {
    if (ofFile.test(uri.path)) changed(uri);
    else if (!/\.[^/]*$/.test(uri.path)) {
      atRest('folders', foldersQuietMs, () => {
        service.foldersChanged();
      });
    }
  };
  const contents = vscode.workspace.createFileSystemWatcher(
    '**/*.{sql,py,ipynb}',
    true,
    false,
    true,
  );
  const names = vscode.workspace.createFileSystemWatcher('**', false, true, false);
  return vscode.Disposable.from(
    contents,
    names,
    contents.onDidChange(changed),
    names.onDidCreate(moved),
    names.onDidDelete(moved),
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      service.foldersChanged();
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme === 'file' && /\.(?:sql|py)$/.test(document.uri.path)) {
        typed(document.uri);
      }
    }),
    // What was typed and not saved is gone.
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === 'file' && ofFile.test(uri.path)) changed(uri);
    }),
    vscode.workspace.onDidChangeNotebookDocument(({ notebook }) => {
      if (notebook.notebookType === 'lakehouse-sql') typed(notebook.uri);
    }),
    vscode.workspace.onDidCloseNotebookDocument(({ notebookType, uri }) => {
      if (notebookType === 'lakehouse-sql') changed(uri);
    }),
    {
      dispose() {
        for (const timer of timers.values()) clearTimeout(timer);
      },
    },
  );
}

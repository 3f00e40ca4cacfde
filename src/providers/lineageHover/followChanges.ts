import * as vscode from 'vscode';
import type { LineageService } from '../../lineage/lineageService.js';

/** Typing is over when nothing was typed for this long. */
const quietMs = 300;

/** Tells the service what changed: files on disk at once, text that is being typed when it rests. */
export function followChanges(service: LineageService): vscode.Disposable {
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

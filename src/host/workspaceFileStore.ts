import * as vscode from 'vscode';
import {
  emptyWorkspaceFile,
  type WorkspaceFile,
  WorkspaceFileError,
} from '../workspaceFile/workspaceFile.js';

/** `.vscode/lakehouse.json` of the first workspace folder: read when it changes, edited by small changes. */
export class WorkspaceFileStore implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  /** After it was read, whoever wrote it. */
  readonly onDidChange = this.#changed.event;
  readonly #folders: vscode.Disposable;
  #watcher: vscode.FileSystemWatcher | undefined;
  #current = emptyWorkspaceFile;
  #problem: WorkspaceFileError | undefined;
  #loading: Promise<void>;
  /** One edit after the other: each begins with what the one before has written. */
  #editing: Promise<void> = Promise.resolve();

  constructor() {
    this.#watch();
    this.#loading = this.#load();
    this.#folders = vscode.workspace.onDidChangeWorkspaceFolders(() => {
      this.#watch();
      this.#reload();
    });
  }

  /** What the file said when it could last be read. */
  get current(): WorkspaceFile {
    return this.#current;
  }

  /** Why the file can not be used as it is now. */
  get problem(): WorkspaceFileError | undefined {
    return this.#problem;
  }

  /** Until the file has been read for the first time, or again. */
  get ready(): Promise<void> {
    return this.#loading;
  }

  /**
   * Writes the file's text as `change` makes it of the text that is there now, whoever wrote that. Throws where the
   * file is broken, can not be written, or no folder is open; then nothing is written.
   */
  edit(change: (text: string) => string): Promise<void> {
    const edited = this.#editing.then(() => this.#edit(change));
    this.#editing = edited.catch(() => undefined);
    return edited;
  }

  async #edit(change: (text: string) => string): Promise<void> {
    const uri = fileUri();
    if (uri === undefined) {
      throw new Error(
        vscode.l10n.t('Open a folder first: this is kept in its .vscode/lakehouse.json.'),
      );
    }
    const unsaved = unsavedDocument(uri);
    const before = unsaved === undefined ? await readText() : unsaved.getText();
    const after = change(before);
    if (after !== before) {
      if (unsaved === undefined) await write(uri, after);
      else await replaceText(unsaved, after);
      this.#reload();
    }
    await this.#loading;
  }

  dispose(): void {
    this.#folders.dispose();
    this.#watcher?.dispose();
    this.#changed.dispose();
  }

  #watch(): void {
    this.#watcher?.dispose();
    const folder = vscode.workspace.workspaceFolders?.[0];
    if (folder === undefined) return;
    const pattern = new vscode.RelativePattern(folder, '.vscode/lakehouse.json');
    this.#watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const reload = (): void => {
      this.#reload();
    };
    this.#watcher.onDidChange(reload);
    this.#watcher.onDidCreate(reload);
    this.#watcher.onDidDelete(reload);
  }

  #reload(): void {
    this.#loading = this.#loading.then(() => this.#load());
  }

  async #load(): Promise<void> {
    const before = this.#problem?.message;
    try {
      this.#current = await parsed(await readText());
      this.#problem = undefined;
    } catch (error) {
      this.#problem =
        error instanceof WorkspaceFileError ? error : new WorkspaceFileError('', 0, String(error));
      if (this.#problem.message !== before) void tell(this.#problem);
    }
    this.#changed.fire();
  }
}

function fileUri(): vscode.Uri | undefined {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder && vscode.Uri.joinPath(folder, '.vscode', 'lakehouse.json');
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

/** The text on the disk; an empty one where there is no file. */
async function readText(): Promise<string> {
  const uri = fileUri();
  if (uri === undefined || !(await exists(uri))) return '';
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** What reads JSON is loaded where there is some. */
async function parsed(text: string): Promise<WorkspaceFile> {
  if (text === '') return emptyWorkspaceFile;
  const { parseWorkspaceFile } = await import('../workspaceFile/parseWorkspaceFile.js');
  return parseWorkspaceFile(text);
}

/** The file as it is open in an editor with changes that are not on the disk yet. */
function unsavedDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    (document) => document.isDirty && document.uri.toString() === uri.toString(),
  );
}

/** Past the editor, whose own copy may be older than the file: it follows the disk by itself. */
async function write(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

/** Through the editor, so that what is not saved yet is kept. It refuses where the file has changed meanwhile. */
async function replaceText(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  edit.replace(document.uri, document.validateRange(all), text);
  const isSaved = (await vscode.workspace.applyEdit(edit)) && (await document.save());
  if (!isSaved) {
    throw new Error(
      vscode.l10n.t('.vscode/lakehouse.json was not saved: compare it with what is on the disk.'),
    );
  }
}

async function tell(error: WorkspaceFileError): Promise<void> {
  const uri = fileUri();
  const open = vscode.l10n.t('Open File');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      '.vscode/lakehouse.json can not be read: line {0}, {1}. It is left as it is.',
      error.line,
      error.message,
    ),
    open,
  );
  if (answer !== open || uri === undefined) return;
  const document = await vscode.workspace.openTextDocument(uri);
  const position = document.positionAt(error.offset);
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(position, position),
  });
}

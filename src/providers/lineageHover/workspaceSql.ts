import * as vscode from 'vscode';
import type { Connections } from '../../connections/connections.js';
import type { HoverRequest } from '../../lineage/lineageApi.js';
import type { LineageFile } from '../../lineage/lineageFile.js';
import { placeInSql, sqlOfNotebook, sqlOfText } from './sqlOfText.js';

const notebookType = 'lakehouse-sql';
const files = '**/*.{sql,py,ipynb}';
const excluded = '**/{node_modules,.git,.venv,venv,__pycache__,dist,out,target}/**';
/** Generated code, and not what a person hovers. */
const maxFiles = 10_000;
const maxBytes = 5_000_000;

/** The SQL of the workspace as it is now: unsaved text comes before what is on disk. */
export class WorkspaceSql {
  readonly #connections: Connections;

  constructor(connections: Connections) {
    this.#connections = connections;
  }

  async list(
    signal: AbortSignal,
  ): Promise<{ readonly uris: readonly string[]; readonly isWhole: boolean }> {
    const found = await vscode.workspace.findFiles(files, excluded, maxFiles);
    signal.throwIfAborted();
    return { uris: found.map((uri) => uri.toString()), isWhole: found.length < maxFiles };
  }

  async read(name: string, signal: AbortSignal): Promise<LineageFile | undefined> {
    const uri = vscode.Uri.parse(name, true);
    const notebook = vscode.workspace.notebookDocuments.find(
      (each) => each.notebookType === notebookType && each.uri.toString() === name,
    );
    const text = await textOf(uri);
    signal.throwIfAborted();
    if (notebook !== undefined) return this.#ofNotebook(notebook, text ?? '');
    return text === undefined ? undefined : sqlOfText(name, text, this.#connections);
  }

  /** Where a position is in the SQL of its document; nothing where there is none. */
  async placeOf(
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
    signal: AbortSignal,
  ): Promise<HoverRequest | undefined> {
    const offset = document.offsetAt(new vscode.Position(line, character));
    const notebook = vscode.workspace.notebookDocuments.find((each) =>
      each.getCells().some((cell) => cell.document === document),
    );
    if (notebook === undefined) {
      const file = sqlOfText(document.uri.toString(), document.getText(), this.#connections);
      return file && placeInSql(file, { offset, line, character });
    }
    if (notebook.notebookType !== notebookType) return undefined;
    const saved = (await textOf(notebook.uri)) ?? '';
    signal.throwIfAborted();
    const index = notebook.getCells().findIndex((cell) => cell.document === document);
    const { uri, cells } = this.#ofNotebook(notebook, saved);
    const cell = cells.find((each) => each.cell === index);
    return cell === undefined ? undefined : { uri, cell, offset };
  }

  #ofNotebook(notebook: vscode.NotebookDocument, saved: string): LineageFile {
    const code = notebook.getCells().filter(({ kind }) => kind === vscode.NotebookCellKind.Code);
    const cells = code.map(({ index, document }) => ({ index, text: document.getText() }));
    return sqlOfNotebook(notebook.uri.toString(), cells, saved, this.#connections);
  }
}

/** The text of a file, unsaved changes included; nothing where it is gone. Throws where it can not be read. */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === uri.toString() && !document.isClosed,
  );
  if (open !== undefined) return open.getText();
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maxBytes) throw new Error(`${size} bytes are too many`);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    // Gone since it was listed.
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}

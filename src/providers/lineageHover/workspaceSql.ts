import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Connections } from '../../connections/connections.js';
import type { HoverRequest } from '../../lineage/lineageApi.js';
import type { ReadFile } from '../../lineage/indexFiller.js';
import type { LineageFile } from '../../lineage/lineageFile.js';
import type { FileStamp } from '../../lineage/lineageIndex.js';
import { mapParallel } from '../../util/mapParallel.js';
import { otherFiles } from '../../lineage/otherFiles.js';
import { placeInSql, sqlOfNotebook, sqlOfText } from './sqlOfText.js';

const notebookType = 'lakehouse-sql';
const files = '**/*.{sql,py,ipynb}';
const excluded = '**/{node_modules,.git,.venv,venv,__pycache__,dist,out,target}/**';
/** Generated code, and not what a person hovers. */
const maxFiles = 10_000;
const maxBytes = 5_000_000;
const statTogether = 32;
/** No text has a NUL; a binary file has one soon. */
const binaryProbe = 8_000;

/** The SQL of the workspace as it is now: unsaved text comes before what is on disk. */
export class WorkspaceSql {
  readonly #connections: Connections;

  constructor(connections: Connections) {
    this.#connections = connections;
  }

  async list(
    signal: AbortSignal,
  ): Promise<{ readonly files: readonly FileStamp[]; readonly isWhole: boolean }> {
    const found = await vscode.workspace.findFiles(files, excluded, maxFiles);
    signal.throwIfAborted();
    const stamped = await mapParallel(found, statTogether, async (uri): Promise<FileStamp> => {
      const stamp = await stampOf(uri);
      return { uri: uri.toString(), ...(stamp === undefined ? {} : { stamp }) };
    });
    signal.throwIfAborted();
    return { files: stamped, isWhole: found.length < maxFiles };
  }

  async read(name: string, signal: AbortSignal): Promise<ReadFile | undefined> {
    const uri = vscode.Uri.parse(name, true);
    const notebook = vscode.workspace.notebookDocuments.find(
      (each) => each.notebookType === notebookType && each.uri.toString() === name,
    );
    // Before the text: what is written in between is another stamp.
    const stamp = await stampOf(uri);
    const text = await textOf(uri);
    signal.throwIfAborted();
    if (notebook !== undefined) return { file: this.#ofNotebook(notebook, text ?? '') };
    const file = text === undefined ? undefined : sqlOfText(name, text, this.#connections);
    if (file === undefined) return undefined;
    const others = await this.#others(file);
    signal.throwIfAborted();
    return { file: { ...file, ...others }, ...(stamp === undefined ? {} : { stamp }) };
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
      const place = file && placeInSql(file, { offset, line, character });
      return place?.cells === undefined ? place : { ...place, ...(await this.#others(place)) };
    }
    if (notebook.notebookType !== notebookType) return undefined;
    const saved = (await textOf(notebook.uri)) ?? '';
    signal.throwIfAborted();
    const index = notebook.getCells().findIndex((cell) => cell.document === document);
    const { uri, cells } = this.#ofNotebook(notebook, saved);
    const cell = cells.find((each) => each.cell === index);
    return cell === undefined ? undefined : { uri, cell, offset };
  }

  /** What the code of a file imports, and notebooks that it runs, as far as they are of the workspace. */
  async #others({
    uri,
    cells = [],
  }: Partial<Pick<LineageFile, 'cells'>> & { readonly uri: string }): Promise<
    Pick<LineageFile, 'others'>
  > {
    if (!cells.some(({ language }) => language === 'python')) return {};
    const others = await otherFiles({ uri, cells }, async (name) => {
      const place = vscode.Uri.parse(name, true);
      if (vscode.workspace.getWorkspaceFolder(place) === undefined) return undefined;
      const text = await textOf(place);
      return text === undefined ? undefined : sqlOfText(name, text, this.#connections)?.cells;
    });
    return Object.keys(others).length === 0 ? {} : { others };
  }

  #ofNotebook(notebook: vscode.NotebookDocument, saved: string): LineageFile {
    const code = notebook.getCells().filter(({ kind }) => kind === vscode.NotebookCellKind.Code);
    const cells = code.map(({ index, document }) => ({ index, text: document.getText() }));
    return sqlOfNotebook(notebook.uri.toString(), cells, saved, this.#connections);
  }
}

/** What a file on disk looks like; nothing where an editor has it otherwise, or nobody knows. */
async function stampOf(uri: vscode.Uri): Promise<string | undefined> {
  const name = uri.toString();
  const isOther =
    openText(name)?.isDirty === true ||
    vscode.workspace.notebookDocuments.some((each) => each.isDirty && each.uri.toString() === name);
  if (isOther || uri.scheme !== 'file') return undefined;
  try {
    const { mtimeNs, size } = await stat(uri.fsPath, { bigint: true });
    return `${mtimeNs} ${size}`;
  } catch {
    return undefined;
  }
}

function openText(name: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === name && !document.isClosed,
  );
}

/** The text of a file, unsaved changes included; nothing where it is gone. Throws where it can not be read. */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const open = openText(uri.toString());
  if (open !== undefined) return open.getText();
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maxBytes) throw new Error(`${size} bytes are too many`);
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.subarray(0, binaryProbe).includes(0)) throw new Error('no text: it holds a NUL');
    return new TextDecoder().decode(bytes);
  } catch (error) {
    // Gone since it was listed.
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}

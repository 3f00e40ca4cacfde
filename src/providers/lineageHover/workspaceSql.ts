import * as vscode from 'vscode';
import type { Connections } from '../../connections/connections.js';
import { lakeSqlCells } from '../../lineage/lakeSqlCells.js';
import type { LineageCell, LineageFile } from '../../lineage/lineageFile.js';
import { type FileScope, sqlOfFile } from '../../lineage/sqlOfFile.js';

/** A place in the SQL of a document. */
export interface SqlPlace {
  readonly uri: string;
  readonly cell: LineageCell;
  /** In the text of the cell. */
  readonly offset: number;
}

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
    return text === undefined ? undefined : this.#ofText(name, text);
  }

  /** Where a position is in the SQL of its document; nothing where there is none. */
  async placeOf(
    document: vscode.TextDocument,
    position: vscode.Position,
    signal: AbortSignal,
  ): Promise<SqlPlace | undefined> {
    const offset = document.offsetAt(position);
    const notebook = vscode.workspace.notebookDocuments.find((each) =>
      each.getCells().some((cell) => cell.document === document),
    );
    if (notebook === undefined) {
      const uri = document.uri.toString();
      const inFile = this.#ofText(uri, document.getText());
      if (uri.endsWith('.lake.sql')) return placeByLine(uri, inFile?.cells ?? [], position);
      const cell = inFile?.cells.findLast((each) => each.offset <= offset);
      return cell === undefined ? undefined : { uri, cell, offset: offset - cell.offset };
    }
    if (notebook.notebookType !== notebookType) return undefined;
    const saved = (await textOf(notebook.uri)) ?? '';
    signal.throwIfAborted();
    const index = notebook.getCells().findIndex((cell) => cell.document === document);
    const { uri, cells } = this.#ofNotebook(notebook, saved);
    const cell = cells.find((each) => each.cell === index);
    return cell === undefined ? undefined : { uri, cell, offset };
  }

  #ofText(uri: string, text: string): LineageFile | undefined {
    const scope = this.#scopeOf(text);
    if (!uri.endsWith('.lake.sql')) return sqlOfFile(uri, text, scope);
    return { uri, kind: 'code', cells: lakeSqlCells(text, scope, this.#dialect) };
  }

  /** The cells as they are in the editor, with what the file says of their connections and lines. */
  #ofNotebook(notebook: vscode.NotebookDocument, saved: string): LineageFile {
    const uri = notebook.uri.toString();
    const inFile = lakeSqlCells(saved, this.#scopeOf(saved), this.#dialect);
    const cells = notebook.getCells().flatMap((cell): readonly LineageCell[] => {
      if (cell.kind !== vscode.NotebookCellKind.Code) return [];
      const before = inFile.find((each) => each.cell === cell.index) ?? inFile[0];
      const scope = before ?? { ...this.#scopeOf(saved), line: 1, defaultNamespace: [] };
      return [{ ...scope, text: cell.document.getText(), offset: 0, cell: cell.index }];
    });
    return { uri, kind: 'code', cells };
  }

  /** A plain file means the only connection there is, if there is only one. */
  #scopeOf(text: string): FileScope {
    const [only, ...others] = this.#connections.all;
    if (only === undefined || others.length > 0) {
      // Without a connection the quotes tell the two families apart.
      return { dialect: text.includes('`') ? 'databricks' : 'duckdb' };
    }
    return { connection: only.name, dialect: this.#dialect(only.name) };
  }

  readonly #dialect = (connection: string): FileScope['dialect'] => {
    const type = this.#connections.find(connection)?.type;
    switch (type) {
      case 'local':
      case undefined:
        return 'duckdb';
    }
  };
}

/** A notebook that is open as text: its cells have line ends of their own. */
function placeByLine(
  uri: string,
  cells: readonly LineageCell[],
  { line, character }: vscode.Position,
): SqlPlace | undefined {
  const cell = cells.findLast((each) => each.line <= line + 1);
  if (cell === undefined) return undefined;
  const lines = cell.text.split('\n');
  const before = lines.slice(0, line + 1 - cell.line);
  if (before.length === lines.length) return undefined;
  const offset = before.reduce((sum, each) => sum + each.length + 1, character);
  return { uri, cell, offset };
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

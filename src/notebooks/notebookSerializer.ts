import * as vscode from 'vscode';
import {
  type CellSource,
  type LakeSqlCell,
  type LineEnd,
  parseLakeSql,
  printLakeSql,
} from './format/lakeSqlText.js';
import type { Options } from './format/options.js';

/** `.lake.sql` files as notebooks. What is not edited is written as it was read, byte for byte. */
export class LakeSqlSerializer implements vscode.NotebookSerializer {
  deserializeNotebook(content: Uint8Array): vscode.NotebookData {
    // Fails on bytes that are no UTF-8: opening them would lose them on saving.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
    const { head, lineEnd, defaults, cells } = parseLakeSql(text);
    const data = new vscode.NotebookData(cells.map(toCellData));
    data.metadata = { head, lineEnd, defaults: Object.fromEntries(defaults) };
    return data;
  }

  serializeNotebook({ cells, metadata }: vscode.NotebookData): Uint8Array {
    const { head, lineEnd } = readMetadata(metadata);
    return new TextEncoder().encode(printLakeSql({ head, lineEnd, cells: cells.map(toCell) }));
  }
}

/** The options for all cells of a notebook. */
export function defaultsOf(notebook: vscode.NotebookDocument): Options {
  return readMetadata(notebook.metadata).defaults;
}

/** What new lines of a notebook's file end with. */
export function lineEndOf(notebook: vscode.NotebookDocument): LineEnd {
  return readMetadata(notebook.metadata).lineEnd;
}

/** A cell of an open notebook as the format has it. */
export function cellOf(cell: vscode.NotebookCell): LakeSqlCell {
  const isSql = cell.kind === vscode.NotebookCellKind.Code;
  return toLakeSql(isSql, cell.document.getText(), cell.metadata);
}

function toCellData({ kind, value, source }: LakeSqlCell): vscode.NotebookCellData {
  const data =
    kind === 'sql'
      ? new vscode.NotebookCellData(vscode.NotebookCellKind.Code, value, 'sql')
      : new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, value, 'markdown');
  data.metadata = { ...source };
  return data;
}

function toCell({ kind, value, metadata }: vscode.NotebookCellData): LakeSqlCell {
  return toLakeSql(kind === vscode.NotebookCellKind.Code, value, metadata);
}

function toLakeSql(isSql: boolean, value: string, metadata: unknown): LakeSqlCell {
  const source = parseSource(metadata);
  return { kind: isSql ? 'sql' : 'markdown', value, ...(source === undefined ? {} : { source }) };
}

function readMetadata(metadata: Readonly<Record<string, unknown>> | undefined): {
  readonly head: string;
  readonly lineEnd: LineEnd;
  readonly defaults: Options;
} {
  const { head, lineEnd, defaults } = metadata ?? {};
  const entries = typeof defaults === 'object' && defaults !== null ? Object.entries(defaults) : [];
  return {
    head: typeof head === 'string' ? head : '',
    lineEnd: lineEnd === '\r\n' || lineEnd === '\r' ? lineEnd : '\n',
    defaults: new Map(entries.map(([key, value]) => [key, String(value)])),
  };
}

function parseSource(metadata: unknown): CellSource | undefined {
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  const { marker, body, kind, value } = metadata as Readonly<Record<string, unknown>>;
  if (typeof marker !== 'string' || typeof body !== 'string' || typeof value !== 'string') return;
  return kind === 'sql' || kind === 'markdown' ? { marker, body, kind, value } : undefined;
}

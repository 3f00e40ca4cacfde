import * as vscode from 'vscode';
import { commandUri } from '../../host/commandUri.js';
import type { Source } from '../../lineage/lineageGraph.js';

/** Where a link of a hover leads: what `openSource` needs of a source. */
export interface SourceTarget {
  readonly uri: string;
  readonly cell?: number;
  readonly line?: number;
  readonly start?: number;
  readonly end?: number;
}

export function targetOf({ uri, cell, line, span }: Source): SourceTarget {
  return {
    uri,
    ...(cell === undefined ? {} : { cell }),
    ...(line === undefined ? {} : { line }),
    ...(span ?? {}),
  };
}

/** A link of a hover to a source. */
export function sourceLink(source: Source): string {
  return commandUri(openSourceCommand, targetOf(source));
}

export const openSourceCommand = 'lakehouse.lineage.openSource';

/** Opens the place that a link of a hover names. Files only: the argument may come from anywhere. */
export async function openSource(argument: unknown): Promise<void> {
  const target = parseTarget(argument);
  if (target === undefined) return;
  // A view's definition is named by its path alone.
  const isPath = target.uri.startsWith('/');
  const uri = isPath ? vscode.Uri.file(target.uri) : vscode.Uri.parse(target.uri);
  if (uri.scheme !== 'file' && !vscode.workspace.getWorkspaceFolder(uri)) return;
  if (target.cell !== undefined) return openCell(uri, target, target.cell);
  const document = await vscode.workspace.openTextDocument(uri);
  const selection = selectionIn(document, target);
  await vscode.window.showTextDocument(document, { selection });
}

async function openCell(uri: vscode.Uri, target: SourceTarget, index: number): Promise<void> {
  const notebook = await vscode.workspace.openNotebookDocument(uri);
  const range = new vscode.NotebookRange(index, index + 1);
  await vscode.window.showNotebookDocument(notebook, { selections: [range] });
  if (index >= notebook.cellCount) return;
  const { document } = notebook.cellAt(index);
  await vscode.window.showTextDocument(document, { selection: selectionIn(document, target) });
}

function selectionIn(document: vscode.TextDocument, target: SourceTarget): vscode.Range {
  if (target.start !== undefined) {
    const start = document.positionAt(target.start);
    return new vscode.Range(start, start);
  }
  const line = document.validatePosition(new vscode.Position((target.line ?? 1) - 1, 0));
  return new vscode.Range(line, line);
}

function parseTarget(value: unknown): SourceTarget | undefined {
  if (typeof value !== 'object' || value === null || !('uri' in value)) return undefined;
  if (typeof value.uri !== 'string') return undefined;
  const number = (key: string): number | undefined => {
    const found: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
    return typeof found === 'number' && Number.isSafeInteger(found) ? found : undefined;
  };
  const [cell, line, start, end] = ['cell', 'line', 'start', 'end'].map(number);
  return {
    uri: value.uri,
    ...(cell === undefined ? {} : { cell }),
    ...(line === undefined ? {} : { line }),
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
  };
}

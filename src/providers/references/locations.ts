import * as vscode from 'vscode';
import type { Source } from '../../lineage/lineageGraph.js';

/** Notebooks that are opened to say where in them a place is: each costs time. */
const maxNotebooks = 20;

/** Where sources are in documents. A place that can not be found leads to the top of its file. */
export async function toLocations(sources: readonly Source[]): Promise<vscode.Location[]> {
  const documents = new Map<string, Promise<vscode.TextDocument | undefined>>();
  let notebooks = 0;
  const open = (source: Source): Promise<vscode.TextDocument | undefined> => {
    const key = `${source.uri}\0${source.cell ?? ''}`;
    const found = documents.get(key);
    if (found !== undefined) return found;
    if (source.cell !== undefined) notebooks++;
    const opening =
      source.cell === undefined
        ? openText(source.uri)
        : notebooks > maxNotebooks
          ? Promise.resolve(undefined)
          : openCell(source.uri, source.cell);
    documents.set(key, opening);
    return opening;
  };
  const locations: vscode.Location[] = [];
  for (const source of sources) {
    const document = source.kind === 'code' ? await open(source) : undefined;
    locations.push(
      document === undefined
        ? new vscode.Location(uriOf(source.uri), lineOf(source))
        : new vscode.Location(document.uri, rangeIn(document, source)),
    );
  }
  return locations;
}

/** A view's definition is named by its path alone. */
function uriOf(uri: string): vscode.Uri {
  return uri.startsWith('/') ? vscode.Uri.file(uri) : vscode.Uri.parse(uri);
}

function rangeIn(document: vscode.TextDocument, { span }: Source): vscode.Range {
  if (span === undefined) return new vscode.Range(0, 0, 0, 0);
  return new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
}

function lineOf({ kind, cell, line }: Source): vscode.Position {
  const isOfText = kind === 'code' && cell === undefined;
  return new vscode.Position(isOfText ? (line ?? 1) - 1 : 0, 0);
}

async function openText(uri: string): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uriOf(uri));
  } catch {
    // Gone since it was read.
    return undefined;
  }
}

async function openCell(uri: string, index: number): Promise<vscode.TextDocument | undefined> {
  try {
    const notebook = await vscode.workspace.openNotebookDocument(uriOf(uri));
    return index < notebook.cellCount ? notebook.cellAt(index).document : undefined;
  } catch {
    return undefined;
  }
}

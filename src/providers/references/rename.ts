import * as vscode from 'vscode';
import { toAbortSignal } from '../../host/abort.js';
import type { WorkspaceLineage } from '../../host/workspaceLineage.js';
import type { RenameRefusal, Renaming } from '../../lineage/renameAt.js';
import type { HoverRequest } from '../../lineage/lineageApi.js';
import type { Span } from '../../util/span.js';

/** What would be renamed. Rejects with the reason where it can not be. */
export async function prepareRename(
  lineage: WorkspaceLineage,
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.Range> {
  const signal = toAbortSignal(token);
  const place = await placeAt(lineage, document, position, signal);
  const { at } = accepted(await lineage.service.rename(place, undefined, signal));
  return rangeOf(document, position, place, at);
}

/** The edits of a CTE's or an alias's new name. Rejects with the reason where it can not have it. */
export async function provideRenameEdits(
  lineage: WorkspaceLineage,
  document: vscode.TextDocument,
  position: vscode.Position,
  newName: string,
  token: vscode.CancellationToken,
): Promise<vscode.WorkspaceEdit> {
  const signal = toAbortSignal(token);
  const place = await placeAt(lineage, document, position, signal);
  const { places } = accepted(await lineage.service.rename(place, newName, signal));
  const edit = new vscode.WorkspaceEdit();
  for (const span of places) {
    edit.replace(document.uri, rangeOf(document, position, place, span), newName);
  }
  return edit;
}

async function placeAt(
  lineage: WorkspaceLineage,
  document: vscode.TextDocument,
  position: vscode.Position,
  signal: AbortSignal,
): Promise<HoverRequest> {
  const place = await lineage.placeOf(document, position, signal);
  if (place === undefined) throw new Error(vscode.l10n.t('There is no SQL here.'));
  return place;
}

function accepted(renaming: Renaming): Extract<Renaming, { kind: 'places' }> {
  if (renaming.kind === 'refused') throw new Error(reasonText(renaming.reason));
  return renaming;
}

/** Line by line: the line ends of a cell's text may be shorter than those of its file. */
function rangeOf(
  document: vscode.TextDocument,
  position: vscode.Position,
  { cell, offset }: HoverRequest,
  span: Span,
): vscode.Range {
  const before = cell.text.slice(0, offset);
  const first = position.line - (before.split('\n').length - 1);
  const shift = before.includes('\n')
    ? document.positionAt(cell.offset).character
    : position.character - before.length;
  const toPosition = (at: number): vscode.Position => {
    const lines = cell.text.slice(0, at).split('\n');
    const character = lines.at(-1)?.length ?? 0;
    const isFirst = lines.length === 1;
    return new vscode.Position(first + lines.length - 1, isFirst ? character + shift : character);
  };
  return new vscode.Range(toPosition(span.start), toPosition(span.end));
}

function reasonText(reason: RenameRefusal): string {
  const { t } = vscode.l10n;
  switch (reason) {
    case 'not-local':
      return t('Only CTEs and aliases can be renamed here: other files may know this by its name.');
    case 'several':
      return t('Several things in this statement have this name.');
    case 'unreadable':
      return t('The statement can not be read, so not every place of the name is known.');
    case 'not-a-name':
      return t('A name has letters, digits and underscores, and begins with no digit.');
    case 'name-taken':
      return t('The statement has this name already.');
    case 'changes-meaning':
      return t('With this name the statement would mean something else.');
  }
}

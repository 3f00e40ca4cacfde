import type * as vscode from 'vscode';
import { toAbortSignal } from '../../host/abort.js';
import type { WorkspaceLineage } from '../../host/workspaceLineage.js';
import { untilDone } from './patience.js';
import { toLocations } from './locations.js';

/** Where the table, the column or the CTE under the caret is named, in all files. Waits for the whole index. */
export async function provideReferences(
  lineage: WorkspaceLineage,
  document: vscode.TextDocument,
  position: vscode.Position,
  { includeDeclaration }: vscode.ReferenceContext,
  token: vscode.CancellationToken,
): Promise<vscode.Location[] | undefined> {
  const signal = toAbortSignal(token);
  const place = await lineage.placeOf(document, position, signal);
  const found = place && (await lineage.service.references(place, untilDone(signal), signal));
  if (found === undefined) return undefined;
  const places = found.places.filter(({ role }) => includeDeclaration || role !== 'definition');
  return toLocations(places.map(({ at }) => at));
}

/** Where it is made. */
export async function provideDefinition(
  lineage: WorkspaceLineage,
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.Location[] | undefined> {
  const signal = toAbortSignal(token);
  const place = await lineage.placeOf(document, position, signal);
  const found = place && (await lineage.service.references(place, untilDone(signal), signal));
  return found && toLocations(found.definitions);
}

import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { toAbortSignal } from '../../host/abort.js';
import { commandUri } from '../../host/commandUri.js';
import type { Services } from '../../host/services.js';
import type { WorkspaceLineage } from '../../host/workspaceLineage.js';
import { RpcError } from '../../util/rpc.js';
import { hoverMarkdown } from './hoverMarkdown.js';
import { hoverWords } from './hoverWords.js';
import { sourceLabel } from './sourceLabel.js';
import { openSourceCommand, sourceLink } from './openSource.js';

/** A hover waits this long for an index that is being filled, and then says what is known by then. */
const patienceMs = 300;

const openCommand = 'lakehouse.lineage.open';
const impactCommand = 'lakehouse.lineage.showImpact';

/** The hover over SQL. Nothing where there is nothing to say. */
export async function provideHover(
  { log }: Services,
  lineage: WorkspaceLineage,
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.Hover | undefined> {
  try {
    return await hover(lineage, document, position, toAbortSignal(token));
  } catch (error) {
    if (token.isCancellationRequested) return undefined;
    // A process that died twice, or a text that is too much for it: no hover, and a word in the log.
    if (!(error instanceof RpcError)) throw error;
    log.warn(`lineage hover: ${error.message}`);
    return undefined;
  }
}

async function hover(
  lineage: WorkspaceLineage,
  document: vscode.TextDocument,
  position: vscode.Position,
  signal: AbortSignal,
): Promise<vscode.Hover | undefined> {
  const place = await lineage.placeOf(document, position, signal);
  if (place === undefined) return undefined;
  const patience = delay(patienceMs, undefined, { ref: false });
  const answer = await lineage.service.hover(place, patience, signal);
  if (answer === undefined) return undefined;
  const text = new vscode.MarkdownString(
    hoverMarkdown(answer, hoverWords(), {
      href: sourceLink,
      label: sourceLabel,
      expand: (id) => commandUri(openCommand, { id }),
      impact: (id) => commandUri(impactCommand, { id }),
    }),
  );
  text.isTrusted = { enabledCommands: [openSourceCommand, openCommand, impactCommand] };
  // Places are of the cell; the document may be a file of several.
  const moved = document.offsetAt(position) - place.offset;
  const { start, end } = answer.span;
  const range = new vscode.Range(
    document.positionAt(start + moved),
    document.positionAt(end + moved),
  );
  return new vscode.Hover(text, range);
}

import * as vscode from 'vscode';
import { toAbortSignal } from '../../../host/abort.js';
import type { WorkspaceFile } from '../../../workspaceFile/workspaceFile.js';
import type { CatalogNode } from '../nodes/catalogNode.js';
import { columnTooltip } from './columnTooltip.js';
import { catalogTooltip, connectionTooltip, namespaceTooltip } from './placeTooltips.js';
import { linkedCommand, tableTooltip } from './tableTooltip.js';
import { toMarkdown, type TooltipText } from './tooltipText.js';

/** What a hover over a node says beyond what the row does; nothing for a node that says it all. */
export async function tooltipOf(
  node: CatalogNode,
  file: WorkspaceFile | undefined,
  token: vscode.CancellationToken,
): Promise<vscode.MarkdownString | undefined> {
  const signal = toAbortSignal(token);
  try {
    const text = await textOf(node, file, signal);
    return text && toMarkdownString(text);
  } catch {
    // Opening the node shows what is wrong; a hover stays with the name.
    return undefined;
  }
}

async function textOf(
  node: CatalogNode,
  file: WorkspaceFile | undefined,
  signal: AbortSignal,
): Promise<TooltipText | undefined> {
  if (node.kind === 'connection') return connectionTooltip(node.connection, signal);
  if (node.kind === 'catalog') return catalogTooltip(node);
  if (node.kind === 'namespace') return namespaceTooltip(node);
  if (node.kind === 'table') return tableTooltip(node, file, signal);
  return node.kind === 'column' ? columnTooltip(node, file, signal) : undefined;
}

/** Markdown of ours, in which no word of others means anything, and no link but ours is followed. */
function toMarkdownString(text: TooltipText): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(toMarkdown(text));
  markdown.isTrusted = text.link === undefined ? false : { enabledCommands: [linkedCommand] };
  markdown.supportHtml = false;
  return markdown;
}

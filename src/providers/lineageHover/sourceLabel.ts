import * as vscode from 'vscode';
import type { Source } from '../../lineage/lineageGraph.js';

/** A source as a person says it: `pipelines/02_gold.sql:12`. A view's definition is named by its path alone. */
export function sourceLabel({ uri, cell, line }: Source): string {
  const path = vscode.workspace.asRelativePath(
    uri.startsWith('/') ? vscode.Uri.file(uri) : vscode.Uri.parse(uri),
  );
  if (line === undefined) return path;
  return uri.endsWith('.ipynb') && cell !== undefined
    ? vscode.l10n.t('{0}, cell {1}, line {2}', path, cell + 1, line)
    : `${path}:${line}`;
}

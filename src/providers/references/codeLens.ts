import * as vscode from 'vscode';
import { toAbortSignal } from '../../host/abort.js';
import type { WorkspaceLineage } from '../../host/workspaceLineage.js';
import type { MadeTable } from '../../lineage/usage.js';

/** Above each `CREATE` how many use what it makes; nothing where nobody is known to. */
export async function provideCodeLenses(
  { service }: WorkspaceLineage,
  document: vscode.TextDocument,
  token: vscode.CancellationToken,
): Promise<vscode.CodeLens[]> {
  const { uri, cell } = placeOf(document);
  const made = await service.madeIn(uri.toString(), toAbortSignal(token));
  return made
    .filter(({ at, tables, queries }) => at.cell === cell && tables + queries > 0)
    .map((table) => toLens(document, table));
}

function toLens(document: vscode.TextDocument, made: MadeTable): vscode.CodeLens {
  const start = document.positionAt(made.at.span?.start ?? 0);
  return new vscode.CodeLens(new vscode.Range(start, start), {
    title: titleOf(made),
    tooltip: vscode.l10n.t('What depends on this table, with its sources'),
    command: 'lakehouse.lineage.showImpact',
    arguments: [{ id: made.of }],
  });
}

function titleOf({ tables, queries }: MadeTable): string {
  const { t } = vscode.l10n;
  const made = tables === 1 ? t('1 table') : t('{0} tables', tables);
  const read = queries === 1 ? t('1 query') : t('{0} queries', queries);
  if (tables === 0) return t('Used by {0}', read);
  return queries === 0 ? t('Used by {0}', made) : t('Used by {0} and {1}', made, read);
}

/** A cell of a notebook is of its file. */
function placeOf(document: vscode.TextDocument): {
  readonly uri: vscode.Uri;
  readonly cell: number | undefined;
} {
  for (const notebook of vscode.workspace.notebookDocuments) {
    const cell = notebook.getCells().find((each) => each.document === document);
    if (cell !== undefined) return { uri: notebook.uri, cell: cell.index };
  }
  return { uri: document.uri, cell: undefined };
}

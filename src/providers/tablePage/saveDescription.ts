import * as vscode from 'vscode';
import { isCached } from '../../catalog/cachedCatalog.js';
import { offers } from '../../catalog/capabilities.js';
import type { Table } from '../../catalog/catalog.js';
import type { CommandId } from '../../host/commands.js';
import type { Services } from '../../host/services.js';
import type { Described } from '../../webviews/tablePage/protocol.js';
import { withDescription } from '../../workspaceFile/editWorkspaceFile.js';
import { descriptionOf } from '../../workspaceFile/workspaceFile.js';
import type { TableNode } from '../catalogTree/nodes/catalogNode.js';
import type { TablePlace } from '../preview/tablePlace.js';
import { pathOf } from './datasetPath.js';
import { changesBetween } from './descriptionChanges.js';
import { describedBy } from './sections/description.js';

/** Keeps a description for the team, in `.vscode/lakehouse.json`. */
export async function saveToFile(
  { workspaceFile }: Services,
  place: TablePlace,
  { comment, tags }: Described,
): Promise<boolean> {
  const path = await pathOf(place);
  await workspaceFile.edit((text) => withDescription(text, path, { comment, tags }));
  return true;
}

/** Keeps what a column means, beside what is said of the others. */
export async function saveColumn(
  { workspaceFile }: Services,
  place: TablePlace,
  column: string,
  comment: string,
): Promise<void> {
  const path = await pathOf(place);
  await workspaceFile.ready;
  const before = Object.entries(descriptionOf(workspaceFile.current, path)?.columns ?? {});
  const others = before.filter(([name]) => name !== column);
  const columns = Object.fromEntries(comment === '' ? others : [...others, [column, comment]]);
  await workspaceFile.edit((text) => withDescription(text, path, { columns }));
}

/**
 * Sends a description to the service, after the person has seen what changes there. What somebody else
 * has changed since it was shown is shown first. Returns whether it was sent.
 */
export async function saveToService(
  { report }: Services,
  place: TablePlace,
  wanted: Described,
  shown: Table,
): Promise<boolean> {
  const { catalog, connection, table } = place;
  if (!offers(catalog, 'describe') || connection.readOnly) return false;
  const { signal } = new AbortController();
  if (isCached(catalog)) catalog.forget([...table.namespace, table.name]);
  const now = describedBy(await catalog.loadTable(table, signal)) ?? nothing;
  const meanwhile = changesBetween(describedBy(shown) ?? nothing, now);
  const changes = changesBetween(now, wanted);
  if (changes.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} says exactly that already.', connection.name),
    );
    return true;
  }
  const save = vscode.l10n.t('Save');
  const detail = [
    ...(meanwhile.length === 0
      ? []
      : [vscode.l10n.t('Somebody has changed it meanwhile:'), ...meanwhile, '']),
    vscode.l10n.t('This will be changed:'),
    ...changes,
  ].join('\n');
  const title = vscode.l10n.t('Save the description of {0} to {1}?', table.name, connection.name);
  const answer = await vscode.window.showWarningMessage(title, { modal: true, detail }, save);
  if (answer !== save) return false;
  try {
    await catalog.describe(table, wanted, signal);
    return true;
  } catch (error) {
    report(error);
    return false;
  } finally {
    // Also where it has failed: nobody knows what is there now.
    await loadAnew(place);
  }
}

/** What is shown of a table in the tree, its hover too, is as it was before. */
async function loadAnew({ connection, catalog, table, kind }: TablePlace): Promise<void> {
  const node = { kind: 'table', connection, catalog, table: { identifier: table, kind } } as const;
  for (const shown of [node, { ...node, isPinned: true } as const]) {
    await vscode.commands.executeCommand(refreshNode, shown satisfies TableNode);
  }
}

const refreshNode: CommandId = 'lakehouse.catalog.refresh';

const nothing: Described = { comment: '', tags: {} };

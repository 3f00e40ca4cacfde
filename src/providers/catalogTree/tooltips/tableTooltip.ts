import * as vscode from 'vscode';
import { offers, type TablePermissions } from '../../../catalog/capabilities.js';
import type { Catalog, Table, TableIdentifier } from '../../../catalog/catalog.js';
import { ageText } from '../../../host/ageText.js';
import type { CommandId } from '../../../host/commands.js';
import { commandUri } from '../../../host/commandUri.js';
import { errorText } from '../../../host/errorText.js';
import { sizeText } from '../../../host/sizeText.js';
import type { WorkspaceFile } from '../../../workspaceFile/workspaceFile.js';
import { toMemory } from '../../tablePage/findPlace.js';
import { utcText } from '../looks/looks.js';
import type { TableNode } from '../nodes/catalogNode.js';
import { ownDescription } from './ownDescription.js';
import type { Fact, TooltipText } from './tooltipText.js';

/** What a table means and is, and what may be done with it. */
export async function tableTooltip(
  node: TableNode,
  file: WorkspaceFile | undefined,
  signal: AbortSignal,
): Promise<TooltipText> {
  const { catalog, table: summary } = node;
  const { identifier } = summary;
  const [table, permissions] = await Promise.all([
    catalog.loadTable(identifier, signal),
    permissionsText(catalog, identifier, signal),
  ]);
  const own = ownDescription(file, node, identifier);
  const incomplete =
    table.incomplete &&
    vscode.l10n.t('Less is known of it than there is. {0}', errorText(table.incomplete));
  return {
    title: [...identifier.namespace, identifier.name].join('.'),
    kind: table.kind === 'view' ? vscode.l10n.t('view') : (table.format ?? ''),
    paragraphs: [table.comment, own?.comment, incomplete],
    facts: [
      ...factsOf(table),
      [vscode.l10n.t('Tags'), tagsText({ ...table.tags, ...own?.tags })],
      [vscode.l10n.t('You may'), permissions],
    ],
    link: { text: vscode.l10n.t('Open Table Page'), uri: pageUri(node) },
  };
}

/** The one command that a link of a hover runs. */
export const linkedCommand: CommandId = 'lakehouse.tablePage.open';

function pageUri({ connection, catalog, table: { identifier, kind } }: TableNode): string {
  return commandUri(linkedCommand, toMemory({ connection, catalog, table: identifier, kind }));
}

function factsOf(table: Table): readonly Fact[] {
  const { owner, partitioning, rows, files, deleteFiles, bytes, updatedAt, location } = table;
  return [
    [vscode.l10n.t('Owner'), owner],
    [vscode.l10n.t('Partitioned by'), partitioning.join(', ')],
    [vscode.l10n.t('Rows'), rows?.toLocaleString()],
    [vscode.l10n.t('Files'), files?.toLocaleString()],
    [vscode.l10n.t('Delete files'), deleteFiles?.toLocaleString()],
    [vscode.l10n.t('Size'), bytes === undefined ? undefined : sizeText(bytes)],
    [
      vscode.l10n.t('Last change'),
      updatedAt === undefined
        ? undefined
        : `${utcText(updatedAt)} (${ageText(Date.now() - updatedAt)})`,
    ],
    [vscode.l10n.t('Location'), location],
  ];
}

function tagsText(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map(([key, value]) => (value === '' ? key : `${key}: ${value}`))
    .join(', ');
}

/** In the service's words, or that it is not known. Nothing of a catalog that has no permissions at all. */
async function permissionsText(
  catalog: Catalog,
  identifier: TableIdentifier,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!offers(catalog, 'permissions')) return undefined;
  const unknown = vscode.l10n.t('not known');
  try {
    const permissions = await catalog.permissions(identifier, signal);
    return permissions === undefined ? unknown : permissionText(permissions);
  } catch {
    signal.throwIfAborted();
    return unknown;
  }
}

function permissionText({ privileges, columns, rowFilter, source }: TablePermissions): string {
  const words = [
    privileges.length === 0 ? vscode.l10n.t('do nothing') : privileges.join(', '),
    columnsText(columns),
    rowFilter === undefined ? undefined : vscode.l10n.t('only rows where {0}', rowFilter),
  ];
  const said = words.filter((word) => word !== undefined).join('; ');
  return vscode.l10n.t('{0} (says {1})', said, source);
}

function columnsText(columns: TablePermissions['columns']): string | undefined {
  switch (columns?.kind) {
    case undefined:
      return undefined;
    case 'all':
      return vscode.l10n.t('all columns');
    case 'all-but':
      return vscode.l10n.t('all columns except {0}', columns.names.join(', '));
    case 'only':
      return vscode.l10n.t('only the columns {0}', columns.names.join(', '));
  }
}

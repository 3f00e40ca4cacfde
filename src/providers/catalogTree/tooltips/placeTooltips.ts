import * as vscode from 'vscode';
import type { Connection } from '../../../connections/connections.js';
import type { ConnectionSettings } from '../../../connections/connectionSettings.js';
import { errorText } from '../../../host/errorText.js';
import type { CatalogRootNode, NamespaceNode } from '../nodes/catalogNode.js';
import type { Fact, TooltipText } from './tooltipText.js';

/** Where a connection leads, and as whom. */
export async function connectionTooltip(
  connection: Connection,
  signal: AbortSignal,
): Promise<TooltipText> {
  const { settings } = connection;
  return {
    title: settings.name,
    kind: settings.type,
    facts: [
      ...factsOf(settings),
      [vscode.l10n.t('Signed in as'), await identityOf(connection, signal)],
      [vscode.l10n.t('Read-only'), settings.readOnly ? vscode.l10n.t('yes') : undefined],
    ],
  };
}

function factsOf(settings: ConnectionSettings): readonly Fact[] {
  switch (settings.type) {
    case 'local':
      return [[vscode.l10n.t('Folder'), settings.path]];
    case 'aws':
      return [
        [vscode.l10n.t('Profile'), settings.profile],
        [vscode.l10n.t('Region'), settings.region],
        [vscode.l10n.t('Role'), settings.roleArn],
        [vscode.l10n.t('Catalog'), settings.catalogId],
        [vscode.l10n.t('Workgroup'), settings.workgroup],
      ];
    case 'iceberg-rest':
    case 'polaris':
      return [
        [vscode.l10n.t('Address'), settings.uri],
        [vscode.l10n.t('Warehouse'), settings.warehouse],
        [vscode.l10n.t('Authentication'), settings.auth.type],
        [vscode.l10n.t('Profile'), settings.profile],
        [vscode.l10n.t('Region'), settings.region],
      ];
  }
}

/** Missing where there is nobody to be. */
async function identityOf(
  connection: Connection,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const { whoAmI } = await connection.open();
    return whoAmI && ((await whoAmI(signal)) ?? vscode.l10n.t('not known'));
  } catch {
    signal.throwIfAborted();
    return vscode.l10n.t('not known');
  }
}

export function catalogTooltip({ catalog, connection }: CatalogRootNode): TooltipText {
  return {
    title: catalog.name,
    kind: vscode.l10n.t('catalog'),
    paragraphs: [catalog.failure && errorText(catalog.failure)],
    facts: [[vscode.l10n.t('Connection'), connection.name]],
  };
}

export function namespaceTooltip({ namespace, catalog, connection }: NamespaceNode): TooltipText {
  return {
    title: namespace.join('.'),
    kind: vscode.l10n.t('namespace'),
    facts: [
      [vscode.l10n.t('Catalog'), catalog.name],
      [vscode.l10n.t('Connection'), connection.name],
    ],
  };
}

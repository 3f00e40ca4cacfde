import * as vscode from 'vscode';
import { type Catalog, CatalogError, type TableFormat } from '../../../catalog/catalog.js';
import type { Connection } from '../../../connections/connections.js';
import { errorText } from '../../../host/errorText.js';
import type { LostPinNode, TableNode } from '../nodes/catalogNode.js';
import { errorLooks } from './errorLooks.js';
import { icon, joined, type Looks, open } from './looks.js';

export function connectionLooks({ name, type, readOnly }: Connection): Looks {
  return {
    label: name,
    description: joined(type, readOnly && vscode.l10n.t('read-only')),
    iconPath: icon(connectionIcons[type]),
    collapsibleState: open,
  };
}

const connectionIcons: Readonly<Record<Connection['type'], string>> = {
  local: 'folder-library',
  aws: 'cloud',
  'iceberg-rest': 'server',
  polaris: 'globe',
};

/** One that stands for what a service did not tell of is red at once. */
export function catalogLooks({ name, failure }: Catalog): Looks {
  return failure === undefined
    ? { label: name, iconPath: icon('library') }
    : { ...errorLooks(failure), label: name };
}

export function tableLooks({ table, connection, isPinned }: TableNode): Looks {
  const { identifier, kind, format } = table;
  const place = isPinned === true && joined(connection.name, identifier.namespace.join('.'));
  return {
    label: identifier.name,
    description: joined(kind === 'view' ? vscode.l10n.t('view') : format, place),
    iconPath: kind === 'view' ? icon('eye') : icon(formatIcon(format)),
  };
}

export function pinsLooks(): Looks {
  return { label: vscode.l10n.t('Pinned'), iconPath: icon('pinned'), collapsibleState: open };
}

export function lostPinLooks({ favourite, error }: LostPinNode): Looks {
  const isGone = error instanceof CatalogError && error.code === 'not-found';
  return {
    ...errorLooks(error),
    label: favourite.table.at(-1) ?? '',
    description: joined(
      isGone ? vscode.l10n.t('gone') : errorText(error),
      favourite.connection,
      favourite.table.slice(0, -1).join('.'),
    ),
  };
}

/** Tables of a table format, and such that are nothing but files. */
function formatIcon(format: TableFormat | undefined): string {
  switch (format) {
    case 'iceberg':
    case 'delta':
    case undefined:
      return 'table';
    case 'hive':
    case 'parquet':
      return 'layout-panel';
    case 'csv':
    case 'json':
      return format === 'csv' ? 'list-flat' : 'json';
  }
}

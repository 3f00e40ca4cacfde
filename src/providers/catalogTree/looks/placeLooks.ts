import * as vscode from 'vscode';
import type { TableFormat, TableSummary } from '../../../catalog/catalog.js';
import type { Connection } from '../../../connections/connections.js';
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

export function tableLooks({ identifier, kind, format }: TableSummary): Looks {
  return {
    label: identifier.name,
    description: kind === 'view' ? vscode.l10n.t('view') : (format ?? ''),
    iconPath: kind === 'view' ? icon('eye') : icon(formatIcon(format)),
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

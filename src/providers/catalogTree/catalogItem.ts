import * as vscode from 'vscode';
import type { Column, Snapshot, TableSummary } from '../../catalog/catalog.js';
import { errorText } from '../../host/errorText.js';
import { problemText } from '../../host/problemText.js';
import { IcebergError } from '../../iceberg/icebergError.js';
import { baseName } from '../../iceberg/location.js';
import { type CatalogNode, isParent, nodeId } from './catalogNode.js';

/** How a node looks. All text of catalogs is given as plain text: nothing in it is interpreted. */
export function toTreeItem(node: CatalogNode): vscode.TreeItem {
  const item = new vscode.TreeItem('', vscode.TreeItemCollapsibleState.None);
  item.id = nodeId(node);
  item.contextValue = node.kind;
  if (isParent(node)) item.collapsibleState = vscode.TreeItemCollapsibleState.Collapsed;
  return Object.assign(item, looksOf(node));
}

type Looks = Pick<
  vscode.TreeItem,
  'label' | 'description' | 'iconPath' | 'tooltip' | 'contextValue' | 'command' | 'collapsibleState'
>;

function looksOf(node: CatalogNode): Looks {
  switch (node.kind) {
    case 'connection':
      return {
        label: node.connection.name,
        description: node.connection.type,
        iconPath: icon('database'),
        collapsibleState: vscode.TreeItemCollapsibleState.Expanded,
      };
    case 'catalog':
      return { label: node.catalog.name, iconPath: icon('library') };
    case 'namespace':
      return { label: node.namespace.at(-1) ?? '', iconPath: icon('symbol-namespace') };
    case 'table':
      return tableLooks(node.table);
    case 'column':
      return columnLooks(node.column);
    case 'snapshots':
      return { label: vscode.l10n.t('Snapshots'), iconPath: icon('history') };
    case 'snapshot':
      return snapshotLooks(node.snapshot);
    case 'problem':
      return errorLooks(node.problem.name, problemText(node.problem));
    case 'error':
      return {
        ...errorLooks(vscode.l10n.t('Not loaded'), errorText(node.error)),
        description: shortReason(node.error),
      };
    case 'more':
      return {
        label: vscode.l10n.t('Load more…'),
        iconPath: icon('ellipsis'),
        command: {
          command: 'lakehouse.catalog.loadMore',
          title: vscode.l10n.t('Load more…'),
          arguments: [node],
        },
      };
  }
}

function tableLooks({ identifier, kind, format }: TableSummary): Looks {
  return {
    label: identifier.name,
    description: kind === 'view' ? vscode.l10n.t('view') : (format ?? ''),
    iconPath: icon(kind === 'view' ? 'preview' : 'table'),
    contextValue: kind,
  };
}

function columnLooks({ name, type, comment }: Column): Looks {
  return {
    label: name,
    description: comment === undefined ? type : `${type} · ${comment}`,
    iconPath: icon(columnIcon(type)),
  };
}

function columnIcon(type: string): string {
  if (/^(list|map)</.test(type)) return 'symbol-array';
  if (type.startsWith('struct<')) return 'symbol-structure';
  if (/^(int|long|float|double|decimal)/.test(type)) return 'symbol-number';
  if (/^(date|time)/.test(type)) return 'calendar';
  return type === 'boolean' ? 'symbol-boolean' : 'symbol-string';
}

function snapshotLooks({ committedAt, operation, refs, summary, id }: Snapshot): Looks {
  const added = summary['added-records'];
  const removed = summary['added-position-deletes'] ?? summary['deleted-records'];
  const parts = [
    operation,
    refs.length === 0 ? undefined : refs.join(', '),
    added === undefined ? undefined : `+${added}`,
    removed === undefined ? undefined : `−${removed}`,
  ];
  const details = Object.entries(summary).map(([key, value]) => `${key}: ${value}`);
  return {
    label: utcText(committedAt),
    description: parts.filter((part) => part !== undefined).join(' · '),
    tooltip: [vscode.l10n.t('Snapshot {0}', String(id)), ...details].join('\n'),
    iconPath: icon('git-commit'),
  };
}

/** To the second and in UTC, as the table itself has it: the same for everybody who looks. */
function utcText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** What stands beside the node, where there is little room: the file's name, and its fault. */
function shortReason(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof IcebergError
    ? `${baseName(cause.file)}: ${cause.what}`
    : errorText(error);
}

function errorLooks(label: string, reason: string): Looks {
  return {
    label,
    description: reason,
    tooltip: reason,
    iconPath: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  };
}

function icon(name: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name);
}

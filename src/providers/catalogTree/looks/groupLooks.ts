import * as vscode from 'vscode';
import type { GroupKind, GroupNode } from '../nodes/catalogNode.js';
import { countText, icon, type Looks, open } from './looks.js';

export function groupLooks({ group, loaded }: GroupNode): Looks {
  const { label, iconName } = words(group);
  const looks = { label, iconPath: icon(iconName) };
  switch (group) {
    case 'columns':
      return { ...looks, description: countText(loaded.columns.length), collapsibleState: open };
    case 'partitions':
      return { ...looks, description: loaded.partitioning.join(', ') };
    case 'properties':
      return { ...looks, description: countText(Object.keys(loaded.properties).length) };
    case 'snapshots':
    case 'refs':
    case 'files':
    case 'schemas':
    case 'maintenance':
      return looks;
  }
}

function words(group: GroupKind): { readonly label: string; readonly iconName: string } {
  switch (group) {
    case 'columns':
      return { label: vscode.l10n.t('Columns'), iconName: 'list-tree' };
    case 'partitions':
      return { label: vscode.l10n.t('Partitions'), iconName: 'split-horizontal' };
    case 'snapshots':
      return { label: vscode.l10n.t('Snapshots'), iconName: 'history' };
    case 'refs':
      return { label: vscode.l10n.t('Branches and Tags'), iconName: 'git-branch' };
    case 'files':
      return { label: vscode.l10n.t('Files'), iconName: 'files' };
    case 'schemas':
      return { label: vscode.l10n.t('Schema History'), iconName: 'versions' };
    case 'properties':
      return { label: vscode.l10n.t('Properties'), iconName: 'settings' };
    case 'maintenance':
      return { label: vscode.l10n.t('Maintenance'), iconName: 'tools' };
  }
}

/** What a group says that has nothing in it. */
export function emptyLooks(group: GroupKind): Looks {
  return { label: emptyText(group), iconPath: icon('dash') };
}

function emptyText(group: GroupKind): string {
  switch (group) {
    case 'columns':
      return vscode.l10n.t('It has no columns');
    case 'partitions':
      return vscode.l10n.t('No partition has rows');
    case 'snapshots':
      return vscode.l10n.t('Nothing has been written yet');
    case 'refs':
      return vscode.l10n.t('No branches or tags');
    case 'files':
      return vscode.l10n.t('It has no files');
    case 'schemas':
      return vscode.l10n.t('No schema is kept');
    case 'properties':
      return vscode.l10n.t('No properties');
    case 'maintenance':
      return vscode.l10n.t('The service maintains nothing here');
  }
}

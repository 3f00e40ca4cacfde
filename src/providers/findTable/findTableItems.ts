import * as vscode from 'vscode';
import { errorText } from '../../host/errorText.js';
import { plainLabel } from '../../host/plainLabel.js';
import type { Problem } from './searchServices.js';
import type { KnownTable } from './tableIndex.js';

/** What can be done with a table that was found. */
export interface FindTableActions {
  readonly reveal: (table: KnownTable) => Promise<void>;
  readonly preview: (table: KnownTable) => Promise<void>;
  readonly copyName: (table: KnownTable) => Promise<void>;
  readonly newQuery: (table: KnownTable) => Promise<void>;
  readonly openPage: (table: KnownTable) => Promise<void>;
}

/** A row of the list: a table, or what is to be said below the tables. */
export interface FoundItem extends vscode.QuickPickItem {
  readonly table?: KnownTable;
}

export type FoundButton = vscode.QuickInputButton & { readonly action: keyof FindTableActions };

export function tableItem(table: KnownTable, buttons: readonly FoundButton[]): FoundItem {
  const { connection, catalog, identifier, comment, kind } = table;
  const where = [placeOf(connection, catalog), identifier.namespace.join('.')];
  return {
    label: plainLabel(identifier.name),
    description: plainLabel(where.join(' · ')),
    ...(comment === undefined ? {} : { detail: plainLabel(comment.replace(/\s+/g, ' ')) }),
    iconPath: new vscode.ThemeIcon(kind === 'view' ? 'eye' : 'table'),
    // They were found by columns too, which the editor does not see.
    alwaysShow: true,
    buttons,
    table,
  };
}

export function problemItem({ connection, catalog, error }: Problem): FoundItem {
  return {
    label: plainLabel(placeOf(connection, catalog)),
    detail: plainLabel(errorText(error)),
    iconPath: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
    alwaysShow: true,
  };
}

/** Of how many tables nothing but the names was looked at. */
export function unreadItem(count: number): FoundItem {
  return {
    label: vscode.l10n.t('{0} tables are found by their names only', count.toLocaleString()),
    detail: vscode.l10n.t('Comments and columns are known of tables that were opened once.'),
    iconPath: new vscode.ThemeIcon('info'),
    alwaysShow: true,
  };
}

/** A connection that is one catalog lends it its name. */
function placeOf(connection: string, catalog: string): string {
  return connection === catalog ? connection : `${connection} · ${catalog}`;
}

export function foundButtons(): readonly FoundButton[] {
  return [
    {
      action: 'openPage',
      iconPath: new vscode.ThemeIcon('book'),
      tooltip: vscode.l10n.t('Open Table Page'),
    },
    {
      action: 'preview',
      iconPath: new vscode.ThemeIcon('open-preview'),
      tooltip: vscode.l10n.t('Preview Rows'),
    },
    {
      action: 'copyName',
      iconPath: new vscode.ThemeIcon('copy'),
      tooltip: vscode.l10n.t('Copy Qualified Name'),
    },
    {
      action: 'newQuery',
      iconPath: new vscode.ThemeIcon('new-file'),
      tooltip: vscode.l10n.t('New Query'),
    },
  ];
}

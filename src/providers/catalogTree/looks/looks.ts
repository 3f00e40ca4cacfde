import * as vscode from 'vscode';

/** What the editor shows of a node. Text of catalogs is given as plain text: nothing in it is interpreted. */
export type Looks = Pick<
  vscode.TreeItem,
  'label' | 'description' | 'iconPath' | 'tooltip' | 'command' | 'collapsibleState'
>;

export function icon(name: string, color?: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
}

/** What is there of some texts, in one line. */
export function joined(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== '').join(' · ');
}

export function countText(count: number | bigint): string {
  return count.toLocaleString();
}

/** To the second and in UTC, as the table itself has it: the same for everybody who looks. */
export function utcText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

export const leaf = vscode.TreeItemCollapsibleState.None;
export const open = vscode.TreeItemCollapsibleState.Expanded;

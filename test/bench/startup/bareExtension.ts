import * as vscode from 'vscode';

/** The least that an extension can do. */
export function activate({ subscriptions }: vscode.ExtensionContext): void {
  subscriptions.push(vscode.commands.registerCommand('bare.run', () => undefined));
}

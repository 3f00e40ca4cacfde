import * as vscode from 'vscode';

/**
 * One message for each connection whose session has ended, with the command that mends it; no second one
 * as long as it is there, however many calls have failed.
 */
export class ExpiredSessions {
  readonly #shown = new Set<string>();

  /** Whether somebody is being told of one. */
  get isTold(): boolean {
    return this.#shown.size > 0;
  }

  tell(connection: string): void {
    if (this.#shown.has(connection)) return;
    this.#shown.add(connection);
    const signIn = vscode.l10n.t('Sign In');
    const text = vscode.l10n.t('The session of {0} has expired, or there is none yet.', connection);
    void vscode.window.showWarningMessage(text, signIn).then(async (choice) => {
      this.#shown.delete(connection);
      if (choice === signIn) {
        await vscode.commands.executeCommand('lakehouse.connections.signIn', connection);
      }
    });
  }
}

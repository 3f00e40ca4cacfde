import * as vscode from 'vscode';

/** Asks for the code that an MFA device shows. Rejects where the user gives none. */
export async function askForCode(serial: string): Promise<string> {
  const code = await vscode.window.showInputBox({
    title: vscode.l10n.t('Sign In to AWS'),
    prompt: vscode.l10n.t('The code of the MFA device {0}', serial),
    ignoreFocusOut: true,
  });
  if (code === undefined || code === '') throw new Error('no MFA code was given');
  return code.trim();
}

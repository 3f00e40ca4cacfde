import * as vscode from 'vscode';
import { listAwsProfiles } from '../../connections/aws/awsProfiles.js';

/** Runs AWS's own command line in a terminal, where a person sees what it asks; `then` after it has ended well. */
export async function signInToAws(
  profile: string | undefined,
  then: () => Promise<void>,
): Promise<void> {
  const { AWS_PROFILE: name = 'default' } = process.env;
  const wanted = profile ?? name;
  const found = (await listAwsProfiles()).find((each) => each.name === wanted);
  if (found?.signIn === undefined) {
    const text =
      found === undefined
        ? vscode.l10n.t('There is no profile {0} in the shared AWS config files.', wanted)
        : vscode.l10n.t('The profile {0} has no session to sign in to.', wanted);
    void vscode.window.showInformationMessage(text);
    return;
  }
  const { command, profile: of } = found.signIn;
  // The program and its arguments, never a line that a shell would read.
  const terminal = vscode.window.createTerminal({
    name: vscode.l10n.t('Sign In to AWS'),
    shellPath: 'aws',
    shellArgs: [...command, '--profile', of],
  });
  terminal.show();
  const listening = vscode.window.onDidCloseTerminal((closed) => {
    if (closed !== terminal) return;
    listening.dispose();
    if (closed.exitStatus?.code === 0) void then();
  });
}

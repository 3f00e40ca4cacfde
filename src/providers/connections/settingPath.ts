import * as vscode from 'vscode';

/** A folder as the setting has it: one of the workspace so that it is found on another machine too. */
export function settingPath(folder: vscode.Uri): string {
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (workspace === undefined) return folder.fsPath;
  const inside = `${workspace.path}/`;
  if (folder.path === workspace.path) return '${workspaceFolder}';
  return folder.path.startsWith(inside)
    ? `\${workspaceFolder}/${folder.path.slice(inside.length)}`
    : folder.fsPath;
}

import * as vscode from 'vscode';

/** Asks where to, and writes a chart there: as a picture where the file's name ends so, else as a drawing. */
export async function saveChartImage(image: { svg: string; png: string }): Promise<boolean> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save Chart'),
    filters: { SVG: ['svg'], PNG: ['png'] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, 'chart.svg') }),
  });
  if (target === undefined) return false;
  const bytes = target.path.toLowerCase().endsWith('.png')
    ? Buffer.from(image.png, 'base64')
    : Buffer.from(image.svg, 'utf8');
  await vscode.workspace.fs.writeFile(target, bytes);
  return true;
}

import * as vscode from 'vscode';

export type ExportFormat = 'svg' | 'png' | 'mermaid' | 'openlineage';

const files: Readonly<Record<ExportFormat, { readonly name: string; readonly extension: string }>> =
  {
    svg: { name: 'SVG', extension: 'svg' },
    png: { name: 'PNG', extension: 'png' },
    mermaid: { name: 'Mermaid', extension: 'mmd' },
    openlineage: { name: 'OpenLineage', extension: 'jsonl' },
  };

/** Asks where to, and writes there. Nothing where the user does not say. */
export async function saveExport(
  subject: string,
  format: ExportFormat,
  bytes: Uint8Array,
): Promise<void> {
  const { name, extension } = files[format];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  // What a file can not be called is left out of its name.
  const stem = subject.replace(/[^\p{L}\p{N}._-]+/gu, '-') || 'lineage';
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Lineage'),
    filters: { [name]: [extension] },
    ...(folder === undefined
      ? {}
      : { defaultUri: vscode.Uri.joinPath(folder, `${stem}.${extension}`) }),
  });
  if (target !== undefined) await vscode.workspace.fs.writeFile(target, bytes);
}

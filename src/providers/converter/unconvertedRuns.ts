import { posix } from 'node:path';
import * as vscode from 'vscode';

const sources = ['', '.py', '.ipynb', '.sql'];
const outputs = ['.emr.py', '.emr.ipynb'];

/**
 * The notebooks among those that another one runs that have no converted output beside them: their file names, and the
 * paths as written where there is no such file. Paths from the root of a Databricks workspace have a finding of their own.
 */
export async function unconvertedRuns(
  source: vscode.Uri,
  runs: readonly string[],
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const path of runs) {
    if (path.startsWith('/')) continue;
    const target = vscode.Uri.joinPath(source, '..', path);
    const stem = target.path.replace(/\.(?:py|ipynb|sql)$/i, '');
    if ((await firstFile(target, stem, outputs)) !== undefined) continue;
    const file = await firstFile(target, stem, sources);
    names.push(file === undefined ? path : posix.basename(file.path));
  }
  return names;
}

async function firstFile(
  uri: vscode.Uri,
  stem: string,
  endings: readonly string[],
): Promise<vscode.Uri | undefined> {
  for (const ending of endings) {
    const file = uri.with({ path: stem + ending });
    try {
      const { type } = await vscode.workspace.fs.stat(file);
      if ((type & vscode.FileType.File) !== 0) return file;
    } catch {
      // There is none.
    }
  }
  return undefined;
}

import * as vscode from 'vscode';
import { sizeText } from '../host/sizeText.js';
import type { QueryStatistics } from '../query/queryEngine.js';

/** What the statements of a cell read. */
export interface ReadFiles {
  readonly files: number;
  /** All files of the tables; missing where nobody knows how many there are. */
  readonly total: number | undefined;
  readonly bytes: number;
}

/** With what one more statement read. */
export function addRead(
  before: ReadFiles | undefined,
  { files, scannedBytes = 0 }: QueryStatistics,
): ReadFiles | undefined {
  if (files === undefined) return before;
  if (before === undefined) return { files: files.read, total: files.total, bytes: scannedBytes };
  return {
    files: before.files + files.read,
    total:
      before.total === undefined || files.total === undefined
        ? undefined
        : before.total + files.total,
    bytes: before.bytes + scannedBytes,
  };
}

/** `3 of 1,000 files, 1.2 MB` */
export function readText({ files, total, bytes }: ReadFiles): string {
  const count = files.toLocaleString(vscode.env.language);
  const size = sizeText(bytes);
  if (total !== undefined && total !== files) {
    return vscode.l10n.t(
      '{0} of {1} files, {2}',
      count,
      total.toLocaleString(vscode.env.language),
      size,
    );
  }
  return files === 1
    ? vscode.l10n.t('1 file, {0}', size)
    : vscode.l10n.t('{0} files, {1}', count, size);
}

import * as vscode from 'vscode';
import type {
  FileContent,
  Partition,
  PartitionValue,
  TableFile,
} from '../../../catalog/capabilities.js';
import { type FileSizes, smallFile } from '../../../catalog/fileSizes.js';
import { sizeText } from '../../../host/sizeText.js';
import { baseName } from '../../../iceberg/location.js';
import { textBar } from '../../../util/textBar.js';
import type { BucketNode } from '../nodes/catalogNode.js';
import { countText, icon, joined, type Looks } from './looks.js';

export function partitionLooks({ values, rows, files, bytes, location }: Partition): Looks {
  return {
    label: valuesText(values),
    description: joined(
      rows !== undefined && vscode.l10n.t('{0} rows', countText(rows)),
      files !== undefined && vscode.l10n.t('{0} files', countText(files)),
      bytes !== undefined && sizeText(bytes),
    ),
    ...(location === undefined ? {} : { tooltip: `${valuesText(values)}\n${location}` }),
    iconPath: icon('folder'),
  };
}

function valuesText(values: readonly PartitionValue[]): string {
  return values.map(({ name, value }) => `${name}=${value ?? 'NULL'}`).join(' / ');
}

/** All files in one line, and whether compaction would help. */
export function fileSizesLooks({ count, bytes, median, small, data }: FileSizes): Looks {
  const share = data === 0 ? 0 : Math.round((small / data) * 100);
  return {
    label: vscode.l10n.t('{0} files', countText(count)),
    description: joined(
      sizeText(bytes),
      vscode.l10n.t('median {0}', sizeText(median)),
      vscode.l10n.t('{0} % below {1}', share, sizeText(smallFile)),
    ),
    tooltip: vscode.l10n.t(
      '{0} of {1} data files are smaller than {2}. Many small files make reading slow; compaction joins them.',
      countText(small),
      countText(data),
      sizeText(smallFile),
    ),
    iconPath: icon('graph'),
  };
}

export function bucketLooks({ bucket: { from, below, files, bytes }, most }: BucketNode): Looks {
  const label =
    below === undefined
      ? vscode.l10n.t('{0} and more', sizeText(from))
      : vscode.l10n.t('below {0}', sizeText(below));
  return {
    label,
    description: joined(
      `${textBar(files.length / Math.max(1, most), 10)} ${countText(files.length)}`,
      sizeText(bytes),
    ),
    tooltip: joined(label, vscode.l10n.t('{0} files', countText(files.length)), sizeText(bytes)),
    iconPath: icon('archive'),
    ...(files.length === 0 ? { collapsibleState: vscode.TreeItemCollapsibleState.None } : {}),
  };
}

export function fileLooks({ location, content, format, rows, bytes, partition }: TableFile): Looks {
  return {
    label: baseName(location),
    description: joined(
      content !== 'data' && contentText(content),
      sizeText(bytes),
      rows !== undefined && vscode.l10n.t('{0} rows', countText(rows)),
      valuesText(partition),
    ),
    tooltip: `${location}\n${joined(format, contentText(content))}`,
    iconPath: icon(content === 'data' ? 'file' : 'diff-removed'),
  };
}

function contentText(content: FileContent): string {
  switch (content) {
    case 'data':
      return vscode.l10n.t('rows');
    case 'position-deletes':
      return vscode.l10n.t('position deletes');
    case 'equality-deletes':
      return vscode.l10n.t('equality deletes');
    case 'deletion-vector':
      return vscode.l10n.t('deletion vector');
  }
}

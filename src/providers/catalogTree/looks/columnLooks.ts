import * as vscode from 'vscode';
import { fieldsOf } from '../../../catalog/fieldsOf.js';
import type { ColumnNode } from '../nodes/catalogNode.js';
import { icon, joined, leaf, type Looks } from './looks.js';

export function columnLooks({ column, partitioning }: ColumnNode): Looks {
  const { name, type, comment, isKey } = column;
  return {
    label: name,
    description: joined(shortType(type), notable({ partitioning, isKey }), comment),
    iconPath: columnIcon(type, { isKey, isPartition: partitioning !== undefined }),
    ...(fieldsOf(column).length === 0 ? { collapsibleState: leaf } : {}),
  };
}

function notable({
  partitioning,
  isKey,
}: {
  readonly partitioning?: string | undefined;
  readonly isKey?: boolean | undefined;
}): string {
  return joined(
    isKey === true && vscode.l10n.t('key'),
    partitioning !== undefined && vscode.l10n.t('partitioned by {0}', partitioning),
  );
}

/** The fields of what is nested stand below it, not beside it. */
export function shortType(type: string): string {
  const [, kind] = /^(struct|list|map)</.exec(type) ?? [];
  return kind === undefined || type.length <= 40 ? type : `${kind}<…>`;
}

export function columnIcon(
  type: string,
  {
    isKey,
    isPartition,
  }: { readonly isKey?: boolean | undefined; readonly isPartition?: boolean } = {},
): vscode.ThemeIcon {
  if (isKey === true) return icon('key', 'charts.yellow');
  return icon(typeIcon(type), isPartition === true ? 'charts.blue' : undefined);
}

function typeIcon(type: string): string {
  if (/^(list|map)</.test(type)) return 'symbol-array';
  if (type.startsWith('struct<')) return 'symbol-structure';
  if (/^(int|long|float|double|decimal)/.test(type)) return 'symbol-number';
  if (/^(date|time)/.test(type)) return 'calendar';
  if (/^(binary|fixed)/.test(type)) return 'file-binary';
  return type === 'boolean' ? 'symbol-boolean' : 'symbol-string';
}

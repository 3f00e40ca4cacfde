import * as vscode from 'vscode';
import type { MaintenanceJob, TableRef } from '../../../catalog/capabilities.js';
import type { Snapshot } from '../../../catalog/catalog.js';
import type { SchemaChange } from '../../../catalog/schemaChanges.js';
import type { SchemaColumnNode, SchemaNode } from '../nodes/catalogNode.js';
import { columnIcon, shortType } from './columnLooks.js';
import { icon, joined, type Looks, utcText } from './looks.js';

export function snapshotLooks({
  committedAt,
  operation,
  refs,
  summary,
  id,
  isCurrent,
}: Snapshot): Looks {
  const added = summary['added-records'];
  const removed = summary['added-position-deletes'] ?? summary['deleted-records'];
  const details = Object.entries(summary).map(([key, value]) => `${key}: ${value}`);
  return {
    label: utcText(committedAt),
    description: joined(
      operation,
      refs.join(', '),
      added !== undefined && `+${added}`,
      removed !== undefined && `−${removed}`,
    ),
    tooltip: [vscode.l10n.t('Snapshot {0}', String(id)), ...details].join('\n'),
    iconPath: icon('git-commit', isCurrent ? 'charts.green' : undefined),
  };
}

export function refLooks({ name, kind, snapshotId }: TableRef): Looks {
  return {
    label: name,
    description: joined(
      kind === 'branch' ? vscode.l10n.t('branch') : vscode.l10n.t('tag'),
      String(snapshotId),
    ),
    iconPath: icon(kind === 'branch' ? 'git-branch' : 'tag'),
  };
}

export function schemaLooks({ schema, changes }: SchemaNode): Looks {
  const { id, isCurrent, usedSince, columns } = schema;
  return {
    label: vscode.l10n.t('Schema {0}', id),
    description: joined(
      isCurrent && vscode.l10n.t('current'),
      changes === undefined
        ? vscode.l10n.t('{0} columns', columns.length)
        : changes.map(changeText).join(', '),
      usedSince !== undefined && vscode.l10n.t('since {0}', utcText(usedSince)),
    ),
    ...(changes === undefined || changes.length === 0
      ? {}
      : { tooltip: changes.map(changeText).join('\n') }),
    iconPath: icon('versions', isCurrent ? 'charts.green' : undefined),
  };
}

export function schemaColumnLooks({ column, changes }: SchemaColumnNode): Looks {
  const [kind, ...others] = new Set(changes.map((change) => change.kind.is));
  return {
    label: column.name,
    description: joined(shortType(column.type), changes.map(changeText).join(', ')),
    iconPath:
      kind === undefined
        ? columnIcon(column.type)
        : kind === 'added' && others.length === 0
          ? icon('diff-added', 'charts.green')
          : kind === 'dropped' && others.length === 0
            ? icon('diff-removed', 'charts.red')
            : icon('diff-modified', 'charts.yellow'),
  };
}

/** A new kind of change without words does not compile. */
function changeText({ path, kind }: SchemaChange): string {
  const name = path.join('.');
  switch (kind.is) {
    case 'added':
      return vscode.l10n.t('{0} added', name);
    case 'dropped':
      return vscode.l10n.t('{0} dropped', name);
    case 'renamed':
      return vscode.l10n.t('{0} was {1}', name, kind.from);
    case 'retyped':
      return vscode.l10n.t('{0} was of the type {1}', name, kind.from);
    case 'made-optional':
      return vscode.l10n.t('{0} may be NULL', name);
    case 'made-required':
      return vscode.l10n.t('{0} may not be NULL', name);
    case 'described':
      return vscode.l10n.t('comment of {0} changed', name);
  }
}

export function jobLooks({ name, isEnabled, settings, lastRun }: MaintenanceJob): Looks {
  const facts = Object.entries(settings).map(([key, value]) => `${key}: ${value}`);
  const hasFailed = lastRun !== undefined && /fail/i.test(lastRun.state);
  return {
    label: name,
    description: joined(
      !isEnabled && vscode.l10n.t('off'),
      lastRun === undefined ? vscode.l10n.t('no run is known') : lastRun.state,
      lastRun?.at !== undefined && utcText(lastRun.at),
      lastRun?.message,
    ),
    tooltip: [name, ...(lastRun?.message === undefined ? [] : [lastRun.message]), ...facts].join(
      '\n',
    ),
    iconPath: hasFailed
      ? icon('error', 'list.errorForeground')
      : icon(isEnabled ? 'pass' : 'circle-slash'),
  };
}

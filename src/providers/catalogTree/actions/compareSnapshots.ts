import * as vscode from 'vscode';
import { offers } from '../../../catalog/capabilities.js';
import { hasRelations, hasSnapshots, type Snapshot } from '../../../catalog/catalog.js';
import {
  type SnapshotDifference,
  snapshotDifference,
} from '../../../catalog/snapshotDifference.js';
import type { Services } from '../../../host/services.js';
import { sizeText } from '../../../host/sizeText.js';
import { codeMarkdown } from '../../../util/markdownText.js';
import { snapshotLooks } from '../looks/historyLooks.js';
import { utcText } from '../looks/looks.js';
import type { CatalogNode, SnapshotNode } from '../nodes/catalogNode.js';
import { compareRows } from './compareRows.js';
import { selectSql } from './nodeSql.js';
import { openNotebook } from './openNotebook.js';

/** More files are counted, and not named. */
const mostFiles = 50;

/**
 * *Compare with…*: a notebook with what two snapshots differ in, their files and the queries of both; where the rows
 * lie at hand, the page of those that differ beside it.
 */
export async function compareSnapshots(services: Services, node: CatalogNode): Promise<void> {
  if (node.kind !== 'snapshot' || !hasSnapshots(node.catalog)) return;
  const { signal } = new AbortController();
  const all = await node.catalog.listSnapshots(node.table, signal);
  const other = await pickOther(all.filter(({ id }) => id !== node.snapshot.id));
  if (other === undefined) return;
  const isNewer =
    all.findIndex(({ id }) => id === other.id) < all.findIndex(({ id }) => id === node.snapshot.id);
  const [before, after] = isNewer ? [node.snapshot, other] : [other, node.snapshot];
  const difference = await differenceOf(node, before, after, signal);
  const queries = [before, after].map((snapshot) => selectSql({ ...node, snapshot }));
  const text = toText(before, after, difference);
  const markdown = `-- %% [markdown]\n${text.map((line) => `-- ${line}`).join('\n')}`;
  await openNotebook(node.connection.name, [markdown, ...queries]);
  const { catalog, table } = node;
  if (hasRelations(catalog)) await compareRows(services, { catalog, table }, [before, after]);
}

async function pickOther(others: readonly Snapshot[]): Promise<Snapshot | undefined> {
  const items = others.map((snapshot) => {
    const { label, description } = snapshotLooks(snapshot);
    return {
      label: typeof label === 'string' ? label : '',
      description: typeof description === 'string' ? description : '',
      detail: String(snapshot.id),
      snapshot,
    };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Compare with which snapshot?'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.snapshot;
}

async function differenceOf(
  { catalog, table }: SnapshotNode,
  before: Snapshot,
  after: Snapshot,
  signal: AbortSignal,
): Promise<SnapshotDifference> {
  if (!offers(catalog, 'listFiles')) return snapshotDifference(before, after, undefined);
  const [was, is] = await Promise.all([
    catalog.listFiles(table, { snapshotId: before.id }, signal),
    catalog.listFiles(table, { snapshotId: after.id }, signal),
  ]);
  return snapshotDifference(before, after, [was, is]);
}

/** Markdown in which every word of the table is code. */
function toText(
  before: Snapshot,
  after: Snapshot,
  { summary, added, removed }: SnapshotDifference,
): readonly string[] {
  const files = (sign: string, list: SnapshotDifference['added']): readonly string[] => [
    ...list
      .slice(0, mostFiles)
      .map(({ location, bytes }) => `- ${sign} ${codeMarkdown(location)} (${sizeText(bytes)})`),
    ...(list.length > mostFiles
      ? [`- ${vscode.l10n.t('and {0} more', list.length - mostFiles)}`]
      : []),
  ];
  const title = (snapshot: Snapshot): string =>
    `${utcText(snapshot.committedAt)} ${codeMarkdown(String(snapshot.id))}`;
  return [
    `# ${vscode.l10n.t('What changed between two snapshots')}`,
    `- ${title(before)}`,
    `- ${title(after)}`,
    '',
    ...summary.map(
      ({ key, from, to }) => `- ${codeMarkdown(key)}: ${codeOf(from)} → ${codeOf(to)}`,
    ),
    '',
    `## ${vscode.l10n.t('Files')}`,
    ...files('\\+', added),
    ...files('−', removed),
  ];
}

function codeOf(text: string | undefined): string {
  return text === undefined || text === '' ? '–' : codeMarkdown(text);
}

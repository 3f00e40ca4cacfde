import * as vscode from 'vscode';
import type { WorkspaceLineage } from '../../host/workspaceLineage.js';
import { isColumn, type LineageId, type Source } from '../../lineage/lineageGraph.js';
import type { Impact } from '../../lineage/impact.js';
import type { Answer } from '../../lineage/lineageService.js';
import type { Neighbour } from '../../lineage/neighbours.js';
import { openSource, targetOf } from '../lineageHover/openSource.js';
import { sourceLabel } from '../lineageHover/sourceLabel.js';
import { parseSubject } from '../lineageView/parseSubject.js';
import { untilDone } from './patience.js';

interface ImpactItem extends vscode.QuickPickItem {
  readonly source?: Source;
}

/**
 * What breaks if a table or a column goes, as a list from which each source opens: of the argument `{ id }`, else of
 * what is under the caret.
 */
export async function showImpact(lineage: WorkspaceLineage, argument: unknown): Promise<void> {
  const found = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Looking for what depends on it…'),
      cancellable: true,
    },
    async (_, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => {
        abort.abort();
      });
      const { signal } = abort;
      try {
        const id = idOf(argument) ?? (await idAtCaret(lineage, signal));
        return id && (await lineage.service.impact(id, untilDone(signal), signal));
      } catch (error) {
        if (signal.aborted) return 'cancelled' as const;
        throw error;
      }
    },
  );
  if (found === 'cancelled') return;
  if (found === undefined) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('Put the caret on the name of a table or a column in SQL first.'),
    );
    return;
  }
  const picked = await vscode.window.showQuickPick(impactItems(found), {
    title: titleOf(found),
    placeHolder: vscode.l10n.t('Choose one to open it'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked?.source !== undefined) await openSource(targetOf(picked.source));
}

function idOf(argument: unknown): LineageId | undefined {
  const isNamed = typeof argument === 'object' && argument !== null && 'id' in argument;
  return isNamed ? parseSubject(argument.id) : undefined;
}

async function idAtCaret(
  lineage: WorkspaceLineage,
  signal: AbortSignal,
): Promise<LineageId | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const place = await lineage.placeOf(editor.document, editor.selection.active, signal);
  const found = place && (await lineage.service.references(place, untilDone(signal), signal));
  return found?.of;
}

function titleOf({ of, table }: Impact): string {
  const name = isColumn(of) ? `${table}.${of.field}` : table;
  return vscode.l10n.t('Impact of changing {0}', name);
}

/** What certainly breaks comes first, then what is made of it, then what nobody knows. */
function impactItems(impact: Answer<Impact>): readonly ImpactItem[] {
  const { t } = vscode.l10n;
  const { named, stars, downstream, unclear } = impact;
  const placed = (source: Source, description: string): ImpactItem => ({
    label: `$(go-to-file) ${sourceLabel(source)}`,
    description,
    source,
  });
  const byPlace = named.map(({ role, at }) => placed(at, roleText(role)));
  const nodes = downstream.nodes.filter(({ level }) => level > 0);
  const items = [
    ...group(t('Statements that name it'), byPlace),
    ...group(
      t('Statements that take every column'),
      stars.map((source) => placed(source, '*')),
    ),
    ...group(
      t('Made of it or decided by it'),
      nodes.map((node) => nodeItem(node, impact)),
    ),
    ...group(
      t('Not known: may have to do with it'),
      unclear.map(({ at }) => placed(at, t('this statement can not be followed whole'))),
    ),
  ];
  return items.length > 0
    ? [...items, ...notes(impact)]
    : [{ label: nothingText(impact) }, ...notes(impact)];
}

function group(title: string, items: readonly ImpactItem[]): readonly ImpactItem[] {
  if (items.length === 0) return [];
  const label = `${title} (${items.length.toLocaleString(vscode.env.language)})`;
  return [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

function nodeItem({ id, key, table, level }: Neighbour, { downstream }: Impact): ImpactItem {
  const { t } = vscode.l10n;
  const edges = downstream.edges.filter(({ to }) => to === key);
  const source = edges.flatMap(({ places }) => places.first)[0];
  const isDirect = edges.some(({ kind }) => kind === 'direct');
  const way = isDirect ? t('its values') : t('which rows there are');
  return {
    label: `$(${isColumn(id) ? 'symbol-field' : 'table'}) ${isColumn(id) ? `${table}.${id.field}` : table}`,
    description: level === 1 ? way : t('{0}, {1} steps away', way, level),
    ...(source === undefined ? {} : { detail: sourceLabel(source), source }),
  };
}

function roleText(role: Impact['named'][number]['role']): string {
  const { t } = vscode.l10n;
  switch (role) {
    case 'definition':
      return t('makes it');
    case 'write':
      return t('writes it');
    case 'read':
      return t('reads it');
  }
}

function nothingText({ isClear, coverage }: Answer<Impact>): string {
  return isClear && coverage === 'whole'
    ? vscode.l10n.t('Nothing in the SQL of this workspace depends on it.')
    : vscode.l10n.t('Nothing is known to depend on it; not everything could be followed.');
}

function notes({ downstream, coverage }: Answer<Impact>): readonly ImpactItem[] {
  const { t } = vscode.l10n;
  return [
    ...(downstream.isWhole ? [] : [t('There is more: only the nearest are listed.')]),
    ...(coverage === 'partial' ? [t('Some files of the workspace could not be read.')] : []),
  ].map((label) => ({ label: `$(info) ${label}` }));
}

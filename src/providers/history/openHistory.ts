import * as vscode from 'vscode';
import { plainLabel } from '../../host/plainLabel.js';
import type { Services } from '../../host/services.js';
import type { HistoryEntry } from '../../history/historyEntry.js';
import { searchHistory } from '../../history/searchHistory.js';
import { compareRuns } from './compareRuns.js';
import { factsText, placeText, searchText, titleOf } from './historyWords.js';
import { openRun } from './openRun.js';
import { openRunAsQuery } from './openRunAsQuery.js';

/** More are not read by anybody. */
const mostShown = 200;

type Action = 'query' | 'copy' | 'compare' | 'remove';

interface Button extends vscode.QuickInputButton {
  readonly action: Action;
}

interface RunItem extends vscode.QuickPickItem {
  readonly run: HistoryEntry;
  readonly buttons: readonly Button[];
}

/** *Query History…*: what was run in the workspace, by every word of it; choosing one opens its result. */
export async function openHistory(services: Services): Promise<void> {
  const { history, report } = services;
  let runs = await history.list();
  if (runs.length === 0) {
    const none = vscode.l10n.t('Nothing has been run in this workspace yet.');
    void vscode.window.showInformationMessage(none);
    return;
  }
  const pick = vscode.window.createQuickPick<RunItem>();
  pick.title = vscode.l10n.t('Query History');
  pick.placeholder = vscode.l10n.t(
    'Words of the SQL, a connection, a notebook, a day such as {0}, failed, cancelled',
    '2026-01-31',
  );
  const show = (): void => {
    const found = searchHistory(runs, pick.value, searchText);
    pick.items = found.slice(0, mostShown).map(toItem);
  };
  const act = async (action: Action | 'open', run: HistoryEntry): Promise<void> => {
    if (action === 'remove') {
      await history.remove(run.id);
      runs = runs.filter(({ id }) => id !== run.id);
      show();
      return;
    }
    pick.hide();
    switch (action) {
      case 'open':
        await openRun(services, run);
        return;
      case 'query':
        await openRunAsQuery(run);
        return;
      case 'copy':
        await vscode.env.clipboard.writeText(run.sql);
        return;
      case 'compare':
        await compareRuns(services, run, runs);
    }
  };
  pick.onDidChangeValue(show);
  pick.onDidAccept(() => {
    const [item] = pick.activeItems;
    if (item !== undefined) act('open', item.run).catch(report);
  });
  pick.onDidTriggerItemButton(({ item, button }) => {
    const known = item.buttons.find((one) => one === button);
    if (known !== undefined) act(known.action, item.run).catch(report);
  });
  pick.onDidHide(() => {
    pick.dispose();
  });
  show();
  pick.show();
}

function toItem(run: HistoryEntry): RunItem {
  const icon = { succeeded: 'pass', failed: 'error', cancelled: 'circle-slash' }[run.end];
  return {
    label: `$(${icon}) ${plainLabel(titleOf(run))}`,
    description: factsText(run),
    detail: plainLabel([placeText(run), ...(run.message?.split('\n', 1) ?? [])].join(' · ')),
    // The words were looked for in all of it, not only in what is shown.
    alwaysShow: true,
    run,
    buttons: [
      button('query', 'go-to-file', vscode.l10n.t('Open as Query')),
      button('copy', 'copy', vscode.l10n.t('Copy SQL')),
      ...(run.result === undefined
        ? []
        : [button('compare', 'diff', vscode.l10n.t('Compare with…'))]),
      button('remove', 'trash', vscode.l10n.t('Remove from History')),
    ],
  };
}

function button(action: Action, icon: string, tooltip: string): Button {
  return { action, iconPath: new vscode.ThemeIcon(icon), tooltip };
}

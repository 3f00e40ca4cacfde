import * as vscode from 'vscode';
import { plainLabel } from '../../host/plainLabel.js';
import type { Services } from '../../host/services.js';
import type { HistoryEntry } from '../../history/historyEntry.js';
import { sayResultGone } from '../../notebooks/selectedResult.js';
import { compareBoth } from '../compare/compareBoth.js';
import type { ResultChoice } from '../compare/resultChoices.js';
import { factsText, placeText, titleOf } from './historyWords.js';

/** The result of a run beside that of another one, which is asked for. */
export async function compareRuns(
  services: Services,
  run: HistoryEntry,
  runs: readonly HistoryEntry[],
): Promise<void> {
  const left = await toChoice(services, run);
  if (left === undefined) return;
  const items = runs
    .filter(({ id, result }) => result !== undefined && id !== run.id)
    .map((other) => ({
      label: plainLabel(titleOf(other)),
      description: factsText(other),
      detail: plainLabel(placeText(other)),
      other,
    }));
  const title = vscode.l10n.t('Compare {0} with', left.title);
  const options = { title, matchOnDescription: true, matchOnDetail: true };
  const picked = await vscode.window.showQuickPick(items, options);
  if (picked === undefined) return;
  const right = await toChoice(services, picked.other);
  if (right !== undefined) await compareBoth(services, [left, right]);
}

/** Says so where the result is no longer stored. */
async function toChoice(
  { results }: Services,
  run: HistoryEntry,
): Promise<ResultChoice | undefined> {
  const result = run.result === undefined ? undefined : await results.find(run.result);
  if (result === undefined) {
    sayResultGone();
    return undefined;
  }
  return { result, title: titleOf(run), facts: factsText(run), place: placeText(run) };
}

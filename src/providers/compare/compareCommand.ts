import * as vscode from 'vscode';
import { plainLabel } from '../../host/plainLabel.js';
import type { Services } from '../../host/services.js';
import { selectedResults } from '../../notebooks/selectedResult.js';
import { compareBoth } from './compareBoth.js';
import { type ResultChoice, resultChoices } from './resultChoices.js';

/** Asks for what was not said. Without a result's id the one of the active cell is compared, or one that the user picks. */
export async function compareCommand(services: Services, id: unknown): Promise<void> {
  const choices = await resultChoices(services);
  if (choices.length < 2) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There are no two results to compare. Run two cells of a SQL notebook first.'),
    );
    return;
  }
  const given = typeof id === 'string' ? id : selectedResults().at(-1);
  const left =
    choices.find(({ result }) => result.id === given) ??
    (await pickResult(choices, vscode.l10n.t('Compare: the left result')));
  if (left === undefined) return;
  const others = choices.filter((choice) => choice !== left);
  const title = vscode.l10n.t('Compare {0} with', left.title);
  const right = await pickResult(others, title);
  if (right === undefined) return;
  await compareBoth(services, [left, right]);
}

async function pickResult(
  choices: readonly ResultChoice[],
  title: string,
): Promise<ResultChoice | undefined> {
  const items = choices.map((choice) => ({
    label: plainLabel(choice.title),
    description: choice.facts,
    detail: plainLabel(choice.place),
    choice,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    // The grid takes the focus back from its menu, which must not close this.
    ignoreFocusOut: true,
    title,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.choice;
}

import * as vscode from 'vscode';
import { backTo, type Form, givenAnswers, stepToMend } from '../../connections/form/form.js';
import { type ConnectionEntry, toEntry } from '../../connections/form/formEntry.js';
import type { Services } from '../../host/services.js';
import { askForm } from './askForm.js';
import type { Draft } from './draft.js';
import { saveDraft } from './saveDraft.js';
import { tryDraft } from './tryDraft.js';

/**
 * Asks the questions of a form, tries what comes of them, and writes it. Where the test fails, its reason
 * is shown, and nothing is lost: the user goes back to the form, saves all the same, or leaves.
 */
export async function fillIn(
  services: Services,
  title: string,
  start: Form,
  { taken, before }: { readonly taken: ReadonlySet<string>; readonly before?: ConnectionEntry },
): Promise<void> {
  let form: Form | undefined = start;
  for (;;) {
    form = await askForm(title, form, taken);
    if (form === undefined) return;
    const answers = givenAnswers(form);
    const draft: Draft = {
      name: answers.name ?? '',
      entry: toEntry(answers, before),
      secret: answers.secret ?? '',
    };
    const tested = await tryDraft(services, draft);
    const choice = 'reached' in tested ? 'save' : await afterFailure(draft.name, tested.reason);
    if (choice === 'save') {
      await saveDraft(services, draft);
      await vscode.commands.executeCommand('lakehouse.catalog.focus');
    }
    if (choice !== 'edit') return;
    form = backTo(form, stepToMend('code' in tested ? tested.code : undefined, form));
  }
}

async function afterFailure(name: string, reason: string): Promise<'save' | 'edit' | undefined> {
  const edit = vscode.l10n.t('Edit…');
  const save = vscode.l10n.t('Save Anyway');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} was not reached.', name),
    { modal: true, detail: reason },
    edit,
    save,
  );
  return choice === save ? 'save' : choice === edit ? 'edit' : undefined;
}

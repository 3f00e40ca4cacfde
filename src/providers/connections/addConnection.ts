import * as vscode from 'vscode';
import { startForm } from '../../connections/form/form.js';
import type { ConnectionEntry } from '../../connections/form/formEntry.js';
import { problemOf } from '../../connections/form/formProblem.js';
import type { Services } from '../../host/services.js';
import { entryNames } from './connectionStore.js';
import { fillIn } from './fillIn.js';
import { saveDraft } from './saveDraft.js';
import { problemWords } from './stepWords.js';
import { tryDraft } from './tryDraft.js';

/** A connection that a caller knows already, so that nobody is asked. */
export interface NewConnection {
  readonly name: string;
  readonly entry: ConnectionEntry;
  readonly secret: string;
}

/** *Add Connection*: the questions of a form; what comes of them is tried before it is written. */
export async function addConnection(services: Services, given?: NewConnection): Promise<void> {
  const taken = new Set(entryNames());
  if (given === undefined) {
    const form = startForm('add', {});
    await fillIn(services, vscode.l10n.t('Add Connection'), form, { taken });
    return;
  }
  const problem = problemOf('name', given.name, {}, { taken, isAbsolute: () => true });
  const tested = problem === undefined ? await tryDraft(services, given) : undefined;
  if (tested !== undefined && 'reached' in tested) await saveDraft(services, given);
  else {
    const reason = problem === undefined ? tested?.reason : problemWords(problem);
    void vscode.window.showErrorMessage(reason ?? '');
  }
}

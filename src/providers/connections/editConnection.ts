import * as vscode from 'vscode';
import { startForm } from '../../connections/form/form.js';
import { toAnswers } from '../../connections/form/formEntry.js';
import { problemOf } from '../../connections/form/formProblem.js';
import type { Services } from '../../host/services.js';
import { chooseConnection } from './chooseConnection.js';
import { entryNames, entryOf, renameEntry } from './connectionStore.js';
import { keyOf } from './draft.js';
import { fillIn } from './fillIn.js';
import { problemWords } from './stepWords.js';

/** *Edit Connection*: the questions of *Add Connection* with their answers, without kind and name. */
export async function editConnection(services: Services, argument: unknown): Promise<void> {
  const name = await chooseConnection(argument, vscode.l10n.t('The connection to edit'));
  const before = name === undefined ? undefined : entryOf(name);
  if (name === undefined || before === undefined) return;
  await fillIn(
    services,
    vscode.l10n.t('Edit Connection {0}', name),
    startForm('edit', toAnswers(name, before)),
    { taken: new Set(), before },
  );
}

/** *Rename Connection*: its secret goes with it. Notebooks that name it have to be changed by hand. */
export async function renameConnection(
  { secrets }: Services,
  argument: unknown,
  given?: string,
): Promise<void> {
  const name = await chooseConnection(argument, vscode.l10n.t('The connection to rename'));
  if (name === undefined) return;
  const taken = new Set(entryNames().filter((other) => other !== name));
  const whatIsWrong = (value: string): string | undefined => {
    const problem = problemOf('name', value, {}, { taken, isAbsolute: () => true });
    return problem && problemWords(problem);
  };
  const next = (given ?? (await askName(name, whatIsWrong)))?.trim();
  if (next === undefined || next === name) return;
  const wrong = whatIsWrong(next);
  if (wrong !== undefined) {
    void vscode.window.showErrorMessage(wrong);
    return;
  }
  const entry = entryOf(name);
  const [from, to] = [keyOf(name, entry), keyOf(next, entry)];
  const secret = from && (await secrets.peek(from));
  if (to !== undefined && secret !== undefined) await secrets.set(to, secret);
  await renameEntry(name, next);
  if (from !== undefined) await secrets.forget(from);
}

async function askName(
  name: string,
  validateInput: (value: string) => string | undefined,
): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Rename Connection {0}', name),
    prompt: vscode.l10n.t('Notebooks call it by this name: those that do have to be changed too.'),
    value: name,
    validateInput,
  });
}

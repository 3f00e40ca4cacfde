import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import { answered, back, type Form, type Place, placeIn } from '../../connections/form/form.js';
import { type FormContext, problemOf } from '../../connections/form/formProblem.js';
import { askChoice } from './askChoice.js';
import { browse, lookUpOf } from './stepChoices.js';
import { askText } from './askText.js';
import { goBack, type Question } from './question.js';
import { settingPath } from './settingPath.js';
import { problemWords, stepWords } from './stepWords.js';

/** Asks the steps that are left, one after the other; `undefined` where the user leaves. */
export async function askForm(
  title: string,
  start: Form,
  taken: ReadonlySet<string>,
): Promise<Form | undefined> {
  let form = start;
  for (let place = placeIn(form); place !== undefined; place = placeIn(form)) {
    const answer = await askStep(title, form, place, { taken, isAbsolute });
    if (answer === undefined) return undefined;
    form = answer === goBack ? back(form) : answered(form, answer);
  }
  return form;
}

async function askStep(
  title: string,
  { answers }: Form,
  place: Place,
  context: FormContext,
): Promise<string | typeof goBack | undefined> {
  const { step } = place;
  const question: Question = {
    title,
    place,
    ...stepWords(step, answers),
    answer: answers[step],
    problem: (answer) => {
      const problem = problemOf(step, answer, answers, context);
      return problem && problemWords(problem);
    },
  };
  const lookUp = lookUpOf(step);
  if (lookUp === undefined) return askText(question, { isSecret: step === 'secret' });
  for (;;) {
    const answer = await askChoice(question, async (signal) => lookUp(answers, signal));
    if (answer !== browse) return answer;
    const folder = await chooseFolder();
    if (folder !== undefined) return settingPath(folder);
  }
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    title: vscode.l10n.t('The folder of the lakehouse'),
    openLabel: vscode.l10n.t('Connect'),
  });
  return picked?.[0];
}

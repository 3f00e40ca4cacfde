import * as vscode from 'vscode';
import { goBack, type Question } from './question.js';

/** Asks for a text; `undefined` where the user leaves. What is wrong is said where it is typed. */
export function askText(
  { title, place, prompt, example, answer, problem }: Question,
  { isSecret }: { readonly isSecret: boolean },
): Promise<string | typeof goBack | undefined> {
  const input = vscode.window.createInputBox();
  Object.assign(input, {
    title,
    step: place.number,
    totalSteps: place.total,
    prompt,
    placeholder: example,
    value: answer ?? '',
    password: isSecret,
    ignoreFocusOut: true,
    buttons: place.number > 1 ? [vscode.QuickInputButtons.Back] : [],
  });
  return new Promise((resolve) => {
    let result: string | typeof goBack | undefined;
    const end = (value: string | typeof goBack): void => {
      result = value;
      input.hide();
    };
    // What is not there yet is no fault before it is meant to be all.
    input.onDidChangeValue((value) => {
      input.validationMessage = value.trim() === '' ? undefined : problem(value);
    });
    input.onDidAccept(() => {
      const fault = problem(input.value);
      if (fault === undefined) end(isSecret ? input.value : input.value.trim());
      else input.validationMessage = fault;
    });
    input.onDidTriggerButton(() => {
      end(goBack);
    });
    input.onDidHide(() => {
      input.dispose();
      resolve(result);
    });
    input.show();
  });
}

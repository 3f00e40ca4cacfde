import * as vscode from 'vscode';
import { isAbort } from '../../host/reportError.js';
import { plainLabel } from '../../host/plainLabel.js';
import { type Choice, type Choices, goBack, type Question } from './question.js';

interface ChoiceItem extends vscode.QuickPickItem {
  readonly value: string;
}

/**
 * Asks for one of several; `undefined` where the user leaves. They are looked up while the question is
 * there already, and no longer than it is. Where the list is open, what is typed is a choice too.
 */
export function askChoice(
  { title, place, prompt, answer, problem }: Question,
  lookUp: (signal: AbortSignal) => Promise<Choices>,
): Promise<string | typeof goBack | undefined> {
  const pick = vscode.window.createQuickPick<ChoiceItem>();
  Object.assign(pick, {
    title,
    step: place.number,
    totalSteps: place.total,
    placeholder: prompt,
    ignoreFocusOut: true,
    matchOnDescription: true,
    busy: true,
    buttons: place.number > 1 ? [vscode.QuickInputButtons.Back] : [],
  });
  const abort = new AbortController();
  return new Promise((resolve, reject) => {
    let result: string | typeof goBack | undefined;
    let found: Choices = { choices: [], isOpen: false };
    const end = (value: string | typeof goBack): void => {
      result = value;
      pick.hide();
    };
    const show = (): void => {
      const typed = pick.value.trim();
      const items = found.choices.map(toItem);
      const isListed = items.some(({ value }) => value === typed);
      const isOwn = found.isOpen && typed !== '' && !isListed;
      pick.items = isOwn ? [...items, ownItem(typed, problem(typed))] : items;
    };
    const use = async (choices: Choices): Promise<void> => {
      found = withAnswer(choices, answer);
      show();
      const first = answer ?? choices.preselected;
      const active = pick.items.filter(({ value }) => value === first).slice(0, 1);
      // Without one the editor takes the first.
      if (active.length > 0) pick.activeItems = active;
      if (choices.later !== undefined) await use(await choices.later);
    };
    lookUp(abort.signal)
      .then(use)
      .then(
        () => (pick.busy = false),
        (error: unknown) => {
          if (!isAbort(error)) reject(error instanceof Error ? error : new Error(String(error)));
          pick.hide();
        },
      );
    pick.onDidChangeValue(show);
    pick.onDidAccept(() => {
      const [item] = pick.activeItems;
      if (item !== undefined && !item.alwaysShow) end(item.value);
      else if (item !== undefined && problem(item.value) === undefined) end(item.value);
    });
    pick.onDidTriggerButton(() => {
      end(goBack);
    });
    pick.onDidHide(() => {
      abort.abort();
      pick.dispose();
      resolve(result);
    });
    pick.show();
  });
}

/** What was answered before is a choice, also where nobody lists it. */
function withAnswer(choices: Choices, answer: string | undefined): Choices {
  const isListed = choices.choices.some(({ value }) => value === answer);
  if (answer === undefined || answer === '' || isListed || !choices.isOpen) return choices;
  return { ...choices, choices: [{ value: answer, label: answer }, ...choices.choices] };
}

function toItem({ value, label, description, detail }: Choice): ChoiceItem {
  return {
    value,
    label: plainLabel(label),
    ...(description === undefined ? {} : { description: plainLabel(description) }),
    ...(detail === undefined ? {} : { detail: plainLabel(detail) }),
  };
}

/** What is typed; with what is wrong about it where it can not be taken. */
function ownItem(value: string, fault: string | undefined): ChoiceItem {
  return {
    value,
    label: plainLabel(value),
    description: fault ?? vscode.l10n.t('as typed'),
    alwaysShow: true,
  };
}

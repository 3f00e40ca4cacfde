import * as vscode from 'vscode';
import { type Code, type CodeTargetId } from '../results/code/codeRequest.js';
import { codeTargets, writeCode } from '../results/code/codeTargets.js';
import type { ResultStore } from '../results/resultStore.js';
import type { StoredResult } from '../results/storedResult.js';
import { type View, wholeView } from '../results/view.js';
import { refusalText } from './refusalText.js';
import { askSelectedResult, sayResultGone } from './selectedResult.js';

interface TargetItem extends vscode.QuickPickItem {
  readonly target?: { readonly id: CodeTargetId; readonly made: Code };
}

/**
 * Asks for whom, and copies the code that reads the rows of a view of a result. Answers for whom it was, nothing
 * where nothing was copied.
 */
export async function copyCode(result: StoredResult, view: View): Promise<string | undefined> {
  const made = codeTargets.map(({ id, name }) => ({ id, name, made: writeCode(id, result, view) }));
  const items = made.map(({ id, name, made: code }): TargetItem => ({
    label: name,
    target: { id, made: code },
    ...('code' in code ? {} : { detail: refusalText(code, result) }),
  }));
  const separator: TargetItem = {
    label: vscode.l10n.t('Not for this result'),
    kind: vscode.QuickPickItemKind.Separator,
  };
  const [offered, refused] = [items.filter(isOffered), items.filter((item) => !isOffered(item))];
  const chosen = await vscode.window.showQuickPick(
    [...offered, ...(refused.length === 0 ? [] : [separator, ...refused])],
    {
      title: vscode.l10n.t('Copy Result as Code'),
      placeHolder: vscode.l10n.t('Python that reads the same rows with'),
      matchOnDetail: true,
      // The grid takes the focus back from its menu, which must not close this.
      ignoreFocusOut: true,
    },
  );
  if (chosen?.target === undefined) return undefined;
  const { made: code } = chosen.target;
  if ('code' in code) {
    await vscode.env.clipboard.writeText(code.code);
    return chosen.label;
  }
  void vscode.window.showInformationMessage(`${chosen.label}: ${refusalText(code, result)}`);
  return undefined;
}

/** The same for a result of the selected cell; what is copied is all of its rows. */
export async function copyCodeOfCell(results: ResultStore): Promise<void> {
  const id = await askSelectedResult();
  if (id === undefined) return;
  const result = await results.find(id);
  if (result === undefined) {
    sayResultGone();
    return;
  }
  const name = await copyCode(result, wholeView);
  if (name === undefined) return;
  void vscode.window.showInformationMessage(vscode.l10n.t('Copied code for {0}.', name));
}

function isOffered({ target }: TargetItem): boolean {
  return target !== undefined && 'code' in target.made;
}

import * as vscode from 'vscode';
import type { LineageService } from '../../lineage/lineageService.js';

/** What is done sooner is not worth a word. */
const delayMs = 1_000;

/** How far the index is, in the status bar, where it takes a while. */
export function showProgress(service: LineageService): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(
    'lakehouse.lineageIndex',
    vscode.StatusBarAlignment.Left,
  );
  item.name = vscode.l10n.t('Lakehouse Lineage');
  item.tooltip = vscode.l10n.t(
    'Lineage: the SQL of this workspace is being read. Answers may not be whole yet.',
  );
  let started: number | undefined;
  const listening = service.onDidProgress((progress) => {
    if (progress === undefined) {
      started = undefined;
      item.hide();
      return;
    }
    started ??= Date.now();
    if (Date.now() - started < delayMs) return;
    const { language } = vscode.env;
    const [done, total] = [progress.done, progress.total].map((count) =>
      count.toLocaleString(language),
    );
    item.text = vscode.l10n.t('$(sync~spin) Lineage: {0} of {1} files', done ?? '', total ?? '');
    item.show();
  });
  return vscode.Disposable.from(item, listening);
}

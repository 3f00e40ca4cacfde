import type * as vscode from 'vscode';

/** Tells the editor how much of a work is done, which it wants as what came since it last heard, in percent. */
export function percentProgress(
  progress: vscode.Progress<{ message?: string; increment?: number }>,
): (done: number) => void {
  let said = 0;
  return (done) => {
    const percent = Math.floor(Math.min(1, done) * 100);
    if (percent <= said) return;
    progress.report({ increment: percent - said, message: `${percent} %` });
    said = percent;
  };
}

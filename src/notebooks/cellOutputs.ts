import * as vscode from 'vscode';
import { type RunningOutput, runningMime } from './renderer/protocol.js';

/** A statement that takes longer is seen to run. */
const showAfterMs = 300;

/**
 * What stands under a cell that runs: the outputs of the statements that have ended, and below them how far
 * the one is that runs now. That is drawn by the renderer of results, which is loaded when the rows come.
 */
export class CellOutputs {
  readonly #execution: vscode.NotebookCellExecution;
  readonly #ended: vscode.NotebookCellOutput[] = [];
  #running: vscode.NotebookCellOutput | undefined;
  #done: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** What is done to the outputs is done one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(execution: vscode.NotebookCellExecution) {
    this.#execution = execution;
  }

  /** A statement begins. It has ended when its output is appended. */
  begin(): void {
    this.#done = undefined;
    this.#timer = setTimeout(() => {
      const running = new vscode.NotebookCellOutput(runningItems(this.#done));
      this.#running = running;
      this.#change(() => this.#execution.appendOutput(running));
    }, showAfterMs);
  }

  /** How far the statement is, from 0 to 1 where the engine knows. */
  progress(done: number | undefined): void {
    this.#done = done;
    const running = this.#running;
    if (running === undefined) return;
    this.#change(() => this.#execution.replaceOutputItems(runningItems(done), running));
  }

  /** The output of a statement, in the place of what was said while it ran. */
  async append(output: vscode.NotebookCellOutput): Promise<void> {
    clearTimeout(this.#timer);
    const isShown = this.#running !== undefined;
    this.#running = undefined;
    this.#ended.push(output);
    this.#change(() =>
      isShown
        ? this.#execution.replaceOutput([...this.#ended])
        : this.#execution.appendOutput(output),
    );
    await this.#last;
  }

  #change(change: () => Thenable<void>): void {
    const changed = this.#last.then(change);
    // Whoever appends hears of it.
    changed.catch(() => undefined);
    this.#last = changed;
  }
}

function runningItems(done: number | undefined): vscode.NotebookCellOutputItem[] {
  const text = runningText(done);
  const running: RunningOutput = { text, ...(done === undefined ? {} : { done }) };
  return [
    vscode.NotebookCellOutputItem.json(running, runningMime),
    vscode.NotebookCellOutputItem.text(text, 'text/plain'),
  ];
}

/** That a statement runs, and how far it is. */
export function runningText(done: number | undefined): string {
  return done === undefined
    ? vscode.l10n.t('Running')
    : vscode.l10n.t('Running, {0} %', Math.round(done * 100));
}

import type { ActivationFunction } from 'vscode-notebook-renderer';
import { createResultGrid, type ResultGrid } from './grid.js';
import type { FromGrid, GridWindow, ResultOutput, ToGrid } from './protocol.js';
import styles from './renderer.css';

interface Waiting {
  resolve(window: GridWindow): void;
  reject(error: Error): void;
}

/** Draws results in notebook outputs; rows beyond the first come from the host as they are asked for. */
export const activate: ActivationFunction = (context) => {
  const waiting = new Map<number, Waiting>();
  const drawn = new Map<string, ResultGrid>();
  let lastRequest = 0;

  context.onDidReceiveMessage?.((message: unknown) => {
    const answer = message as ToGrid; // Only our own host posts here.
    const waiter = waiting.get(answer.request);
    waiting.delete(answer.request);
    if (answer.type === 'window') waiter?.resolve(answer.window);
    else waiter?.reject(new Error(answer.message));
  });
  const post = (message: FromGrid): void => context.postMessage?.(message);

  return {
    renderOutputItem(item, element) {
      drawn.get(item.id)?.dispose();
      const result = item.json() as ResultOutput; // Only our own host writes this type of output.
      const grid = document.createElement('div');
      const failure = document.createElement('p');
      failure.className = 'lakehouse-failure';
      failure.setAttribute('role', 'alert');
      const { bar, buttons } = createBar(result);
      element.replaceChildren(createStyle(), bar, failure, grid);
      const view = createResultGrid(
        grid,
        result,
        (offset, limit, sort) =>
          new Promise<GridWindow>((resolve, reject) => {
            const request = ++lastRequest;
            waiting.set(request, { resolve, reject });
            post({ type: 'window', request, id: result.id, offset, limit, sort });
          }),
        (message) => {
          failure.textContent = message;
        },
      );
      for (const { format, button } of buttons) {
        button.addEventListener('click', () => {
          post({ type: 'export', id: result.id, format, sort: view.sort() });
        });
      }
      drawn.set(item.id, view);
    },
    disposeOutputItem(id) {
      for (const [key, view] of drawn) {
        if (id !== undefined && key !== id) continue;
        view.dispose();
        drawn.delete(key);
      }
    },
  };
};

function createBar({ words }: ResultOutput): {
  readonly bar: HTMLElement;
  readonly buttons: readonly { format: 'csv' | 'parquet'; button: HTMLButtonElement }[];
} {
  const bar = document.createElement('div');
  bar.className = 'lakehouse-bar';
  const count = document.createElement('span');
  count.textContent = words.rows;
  const buttons = (['csv', 'parquet'] as const).map((format) => {
    const button = document.createElement('button');
    button.textContent = format === 'csv' ? words.exportCsv : words.exportParquet;
    button.className = 'lakehouse-export';
    button.dataset['format'] = format;
    return { format, button };
  });
  bar.append(count, ...buttons.map(({ button }) => button));
  return { bar, buttons };
}

function createStyle(): HTMLStyleElement {
  const style = document.createElement('style');
  style.textContent = styles;
  return style;
}

import type { ActivationFunction } from 'vscode-notebook-renderer';
import { createResultGrid, type ResultGrid } from './grid.js';
import { HostClient } from './hostClient.js';
import type { ResultOutput, ToGrid } from './protocol.js';
import styles from './renderer.css';

/** Draws results in notebook outputs; rows beyond the first come from the host as they are asked for. */
export const activate: ActivationFunction = (context) => {
  const drawn = new Map<string, ResultGrid>();
  const host = new HostClient((message) => context.postMessage?.(message));
  context.onDidReceiveMessage?.((message: unknown) => {
    host.receive(message as ToGrid); // Only our own host posts here.
  });

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
      const ask = host.about(result.id);
      const showFailure = (message: string): void => {
        failure.textContent = message;
      };
      const shown = createResultGrid(grid, result, ask, showFailure);
      for (const { format, button } of buttons) {
        button.addEventListener('click', () => {
          ask('export', { format, view: shown.view() }).catch((error: unknown) => {
            showFailure(error instanceof Error ? error.message : String(error));
          });
        });
      }
      drawn.set(item.id, shown);
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

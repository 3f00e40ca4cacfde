import type { ActivationFunction } from 'vscode-notebook-renderer';
import { HostClient } from './hostClient.js';
import { type ResultOutput, type RunningOutput, runningMime, type ToGrid } from './protocol.js';
import { createResultPage } from './resultPage.js';
import { createRunning } from './running.js';
import { createStyle } from './style.js';

/** Draws results in notebook outputs; rows beyond the first come from the host as they are asked for. */
export const activate: ActivationFunction = (context) => {
  const drawn = new Map<string, { dispose(): void }>();
  const host = new HostClient((message) => context.postMessage?.(message));
  context.onDidReceiveMessage?.((message: unknown) => {
    host.receive(message as ToGrid); // Only our own host posts here.
  });

  return {
    renderOutputItem(item, element) {
      drawn.get(item.id)?.dispose();
      drawn.delete(item.id);
      element.replaceChildren(createStyle());
      // Only our own host writes these types of output.
      if (item.mime === runningMime) {
        element.append(createRunning(item.json() as RunningOutput));
        return;
      }
      const result = item.json() as ResultOutput;
      drawn.set(item.id, createResultPage(element, result, host.about(result.id)));
    },
    disposeOutputItem(id) {
      for (const [key, page] of drawn) {
        if (id !== undefined && key !== id) continue;
        page.dispose();
        drawn.delete(key);
      }
    },
  };
};

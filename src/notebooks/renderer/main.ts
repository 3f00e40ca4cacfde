import type { ActivationFunction } from 'vscode-notebook-renderer';
import { HostClient } from './hostClient.js';
import type { ResultOutput, ToGrid } from './protocol.js';
import { createResultPage } from './resultPage.js';
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
      const result = item.json() as ResultOutput; // Only our own host writes this type of output.
      element.replaceChildren(createStyle());
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

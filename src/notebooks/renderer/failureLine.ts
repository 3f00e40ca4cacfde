import { create, createButton } from './dom.js';
import type { GridWords } from './protocol.js';

/** What went wrong last, in one line, with a way forward where there is one. */
export interface FailureLine {
  readonly element: HTMLElement;
  /** Without `retry` nothing is offered to be done. */
  show(message: string, retry?: () => void): void;
  clear(): void;
}

export function createFailureLine(words: GridWords): FailureLine {
  const text = create('span', { role: 'alert' });
  let again: (() => void) | undefined;
  const button = createButton(words.retry, () => {
    const run = again;
    clear();
    run?.();
  });
  const element = create('div', { class: 'lakehouse-failure' }, text, button);
  const clear = (): void => {
    again = undefined;
    text.textContent = '';
    element.hidden = true;
  };
  clear();
  return {
    element,
    show: (message, retry) => {
      element.hidden = false;
      // The same sentence is not said again for every window that fails.
      if (text.textContent !== message) text.textContent = message;
      again = retry ?? again;
      button.hidden = again === undefined;
    },
    clear,
  };
}

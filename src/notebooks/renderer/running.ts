import { create } from './dom.js';
import { createProgress } from './progress.js';
import type { RunningOutput } from './protocol.js';

/** What stands where a result will be: that its statement runs, and how far it is. */
export function createRunning({ text, done }: RunningOutput): HTMLElement {
  const element = create('div', { class: 'lakehouse-bar' });
  if (done !== undefined) {
    const progress = createProgress(text);
    progress.set(done);
    element.append(progress.element);
  }
  element.append(create('span', {}, text));
  return element;
}

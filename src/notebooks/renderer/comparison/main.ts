import { create } from '../dom.js';
import { HostClient } from '../hostClient.js';
import { createStyle } from '../style.js';
import { createComparisonPage } from './page.js';
import type { FromComparison, ToComparison } from './protocol.js';

declare function acquireVsCodeApi(): { postMessage(message: FromComparison): void };

const editor = acquireVsCodeApi();
const host = new HostClient((message) => {
  editor.postMessage(message);
});
const main = create('main', { class: 'lakehouse-comparing' });
document.body.append(createStyle(), main);

window.addEventListener('message', ({ data }: MessageEvent<ToComparison>) => {
  if (data.type !== 'comparison') {
    host.receive(data);
    return;
  }
  document.title = data.comparison.title;
  createComparisonPage(main, data.comparison, (id) => host.about(id));
});
editor.postMessage({ type: 'ready' });

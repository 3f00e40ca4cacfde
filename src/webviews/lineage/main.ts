import { Controller } from './controller.js';
import graphCss from './graph.css';
import css from './lineage.css';
import type { FromPage, PageMemory, ToPage } from './protocol.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  setState(state: PageMemory): void;
};

const editor = acquireVsCodeApi();
document.adoptedStyleSheets = [graphCss, css].map((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
});
const controller = new Controller((message) => {
  editor.postMessage(message);
});
window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.type === 'page') editor.setState(data.memory);
  controller.receive(data);
});
window.addEventListener('resize', () => {
  controller.draw();
});
editor.postMessage({ type: 'ready' });

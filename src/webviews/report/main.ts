import { render } from 'lit';
import type { FromPage, ToPage } from './protocol.js';
import css from './report.css';
import { reportPage } from './view.js';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const editor = acquireVsCodeApi();
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets = [sheet];

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  document.documentElement.lang = data.report.language;
  document.title = data.report.title;
  render(
    reportPage(data.report, (id) => {
      editor.postMessage({ type: 'open', id });
    }),
    document.body,
  );
});
editor.postMessage({ type: 'ready' });

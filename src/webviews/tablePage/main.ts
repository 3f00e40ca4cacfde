import { render } from 'lit';
import type { PageModel } from './model.js';
import { tablePage } from './page.js';
import type { FromPage, PageMemory, ToPage } from './protocol.js';
import css from './tablePage.css';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  setState(state: PageMemory): void;
};

const editor = acquireVsCodeApi();
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets = [sheet];

let model: PageModel | undefined;
const post = (message: FromPage): void => {
  editor.postMessage(message);
};
const draw = (): void => {
  if (model === undefined) return;
  render(tablePage(model, { post, draw }), document.body);
  for (const section of document.querySelectorAll('section[data-lazy]')) seen.observe(section);
};

/** A section is asked for when it comes near to what is seen. */
const seen = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue;
      seen.unobserve(target);
      const { section } = target.dataset;
      if (section !== undefined && model?.states.has(section) === false) {
        post({ type: 'load', section });
      }
    }
  },
  { rootMargin: '200px' },
);

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  switch (data.type) {
    case 'page':
      editor.setState(data.memory);
      document.documentElement.lang = data.page.language;
      document.title = data.page.title;
      model = { page: data.page, states: new Map(), filter: '', open: new Set() };
      break;
    case 'section':
      model?.states.set(data.section, data.state);
  }
  draw();
});
post({ type: 'ready' });

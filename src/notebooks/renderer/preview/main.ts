import { create } from '../dom.js';
import { HostClient } from '../hostClient.js';
import { createStyle } from '../style.js';
import { createPreviewPage } from './page.js';
import type { FromPreview, ToPreview } from './protocol.js';

declare function acquireVsCodeApi(): { postMessage(message: FromPreview): void };

const editor = acquireVsCodeApi();
const post = (message: FromPreview): void => {
  editor.postMessage(message);
};
const host = new HostClient(post);
const main = create('main', { class: 'lakehouse-comparing' });
document.body.append(createStyle(), main);

window.addEventListener('message', ({ data }: MessageEvent<ToPreview>) => {
  if (data.type !== 'preview') {
    host.receive(data);
    return;
  }
  createPreviewPage(main, data.preview, (id) => host.about(id), post);
});
post({ type: 'ready' });

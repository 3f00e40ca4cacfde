import { create } from './dom.js';

export function createProgress(label: string): { element: HTMLElement; set(done: number): void } {
  const fill = create('span', { class: 'lakehouse-progress-done' });
  const attributes = { role: 'progressbar', 'aria-label': label, title: label };
  const track = create('span', {
    class: 'lakehouse-progress',
    'aria-valuemin': '0',
    'aria-valuemax': '100',
    ...attributes,
  });
  track.append(fill);
  return {
    element: track,
    set: (done) => {
      const percent = String(Math.round(done * 100));
      fill.style.width = `${percent}%`;
      track.setAttribute('aria-valuenow', percent);
    },
  };
}

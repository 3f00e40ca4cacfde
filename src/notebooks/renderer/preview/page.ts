import { create, createButton } from '../dom.js';
import type { Ask } from '../hostClient.js';
import { createResultPage } from '../resultPage.js';
import type { FromPreview, PreviewView } from './protocol.js';

/** The first rows of a table, and above them what was read for that. */
export function createPreviewPage(
  element: HTMLElement,
  { title, place, words, state }: PreviewView,
  askOf: (id: string) => Ask,
  post: (message: FromPreview) => void,
): void {
  const button = (type: keyof PreviewView['words']): readonly HTMLElement[] => {
    const label = words[type];
    if (label === undefined) return [];
    const run = (): void => {
      post({ type });
    };
    return [createButton(label, run, { 'data-do': type })];
  };
  const actions = create(
    'div',
    { class: 'lakehouse-preview-actions' },
    ...button('openQuery'),
    ...button('openTable'),
  );
  const head = create(
    'header',
    { class: 'lakehouse-preview-head' },
    create('h1', {}, title, create('span', { class: 'lakehouse-preview-place' }, place)),
    actions,
  );
  const said = create('div', { class: 'lakehouse-comparison' });
  element.replaceChildren(head, said);
  switch (state.kind) {
    case 'loading': {
      const bar = create('div', { class: 'lakehouse-preview-busy', 'aria-hidden': 'true' });
      said.append(
        create('p', { role: 'status' }, state.text),
        bar,
        create('p', {}, ...button('stop')),
      );
      return;
    }
    case 'failed':
      said.append(
        create('p', { class: 'lakehouse-note', role: 'alert' }, state.text),
        create('p', {}, ...button('retry')),
      );
      return;
    case 'shown': {
      const facts = create('p', { class: 'lakehouse-preview-facts' }, state.facts);
      said.append(state.files.length === 0 ? facts : withFiles(facts, state.files));
      for (const text of state.notes) said.append(create('p', { class: 'lakehouse-note' }, text));
      const rows = create('div', { class: 'lakehouse-differences' });
      element.append(rows);
      createResultPage(rows, state.result, askOf(state.result.id));
    }
  }
}

/** The facts open to the list of files. */
function withFiles(facts: HTMLElement, files: readonly string[]): HTMLElement {
  const list = create('ul', {}, ...files.map((file) => create('li', {}, file)));
  return create(
    'details',
    { class: 'lakehouse-preview-files' },
    create('summary', {}, facts),
    list,
  );
}

import { create, createButton } from './dom.js';
import type { CopyFormat, GridWords } from './protocol.js';

const formats: readonly (readonly [format: CopyFormat, name: string])[] = [
  ['tsv', 'TSV'],
  ['csv', 'CSV'],
  ['json', 'JSON'],
  ['markdown', 'Markdown'],
  ['insert', 'INSERT'],
  ['in', 'IN (…)'],
];

/** A button that shows the formats beside it: a list that floats would be cut off by the output's border. */
export function createCopyMenu(
  words: GridWords,
  onCopy: (format: CopyFormat) => void,
): HTMLElement {
  const list = create('span', {
    class: 'lakehouse-copy-formats',
    role: 'group',
    'aria-label': words.copyAs,
  });
  const open = createButton(
    words.copyAs,
    () => {
      show(list.hidden !== false);
    },
    { 'aria-expanded': 'false' },
  );
  const show = (isShown: boolean): void => {
    list.hidden = !isShown;
    open.setAttribute('aria-expanded', String(isShown));
    if (isShown) list.querySelector('button')?.focus();
  };
  for (const [format, name] of formats) {
    const copy = (): void => {
      show(false);
      open.focus();
      onCopy(format);
    };
    list.append(createButton(name, copy, { 'data-copy': format }));
  }
  list.hidden = true;
  list.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    show(false);
    open.focus();
  });
  return create('span', { class: 'lakehouse-copy' }, open, list);
}

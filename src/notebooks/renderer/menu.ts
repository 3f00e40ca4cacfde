import { create, createButton } from './dom.js';

/** One thing that a menu offers. */
export interface MenuItem {
  readonly text: string;
  /** By which tests and styles find its button. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly run: () => void;
}

/**
 * A button that shows its items beside it: a list that floats would be cut off by the output's border.
 * Escape closes it; what was chosen closes it too. The focus is back on the button then.
 */
export function createMenu(label: string, items: readonly MenuItem[]): HTMLElement {
  const list = create('span', {
    class: 'lakehouse-menu-items',
    role: 'group',
    'aria-label': label,
  });
  const open = createButton(
    label,
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
  const close = (): void => {
    show(false);
    open.focus();
  };
  for (const { text, attributes, run } of items) {
    const choose = (): void => {
      close();
      run();
    };
    list.append(createButton(text, choose, attributes));
  }
  list.hidden = true;
  list.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  });
  return create('span', { class: 'lakehouse-menu' }, open, list);
}

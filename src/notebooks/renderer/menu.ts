import { create, createButton } from './dom.js';

/** One thing that a menu offers. */
export interface MenuItem {
  readonly text: string;
  /** By which tests and styles find its button. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly run: () => void;
}

/**
 * A button with a menu below it. Arrows, Home and End move in it; Escape and what was chosen close it, with
 * the focus back on the button. While it is open the output is tall enough for it: what stands out of an
 * output is cut off.
 */
export function createMenu(label: string, items: readonly MenuItem[]): HTMLElement {
  const list = create('div', { class: 'lakehouse-menu-items', role: 'menu', 'aria-label': label });
  const open = createButton(
    label,
    () => {
      show(list.hidden !== false);
    },
    { 'aria-expanded': 'false', 'aria-haspopup': 'menu' },
  );
  const menu = create('span', { class: 'lakehouse-menu' }, open, list);
  const buttons = items.map(({ text, attributes, run }) =>
    createButton(
      text,
      () => {
        close();
        run();
      },
      { ...attributes, class: 'lakehouse-menu-item', role: 'menuitem', tabindex: '-1' },
    ),
  );
  list.append(...buttons);
  list.hidden = true;
  const show = (isShown: boolean): void => {
    list.hidden = !isShown;
    open.setAttribute('aria-expanded', String(isShown));
    makeRoom(list, isShown);
    if (isShown) buttons[0]?.focus();
  };
  const close = (): void => {
    show(false);
    open.focus();
  };
  list.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    else if (!focusBeside(buttons, event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  open.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    show(true);
  });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    const isInside = relatedTarget instanceof Node && menu.contains(relatedTarget);
    if (!isInside && !list.hidden) show(false);
  });
  return menu;
}

/** Moves the focus to where a key leads. Returns whether it is a key that leads anywhere. */
function focusBeside(buttons: readonly HTMLElement[], { key, target }: KeyboardEvent): boolean {
  const now = buttons.findIndex((button) => button === target);
  const places: Readonly<Record<string, number>> = {
    ArrowDown: (now + 1) % buttons.length,
    ArrowUp: (now - 1 + buttons.length) % buttons.length,
    Home: 0,
    End: buttons.length - 1,
  };
  const place = places[key];
  if (place === undefined) return false;
  buttons[place]?.focus();
  return true;
}

function makeRoom(list: HTMLElement, isShown: boolean): void {
  const page = list.closest<HTMLElement>('.lakehouse-page');
  if (page === null) return;
  const height = list.getBoundingClientRect().bottom - page.getBoundingClientRect().top;
  page.style.minHeight = isShown ? `${Math.ceil(height) + 4}px` : '';
}

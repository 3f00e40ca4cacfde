/** An element with its attributes and children. Texts become text, never markup. */
export function create<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** An element of a drawing. */
export function createSvg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function createButton(
  label: string,
  onClick: () => void,
  attributes: Readonly<Record<string, string>> = {},
): HTMLButtonElement {
  const button = create('button', { type: 'button', class: 'lakehouse-button', ...attributes });
  button.textContent = label;
  button.addEventListener('click', onClick);
  return button;
}

/** What lets a style sheet into a page that is strict about them, where it is. */
export function pageNonce(): string | undefined {
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
}

const shapes = {
  /** A funnel. */
  filter: 'M2 3h12l-4.5 5.5v4l-3 1.5v-5.5z',
  /** Three dots, one below the other. */
  more: 'M7 3h2v2h-2z M7 7h2v2h-2z M7 11h2v2h-2z',
  close:
    'M4.7 4l3.3 3.3l3.3-3.3l.7 .7l-3.3 3.3l3.3 3.3l-.7 .7l-3.3-3.3l-3.3 3.3l-.7-.7l3.3-3.3l-3.3-3.3z',
} as const;

/** A small drawing in the colour of the text beside it, which nobody hears. */
export function createIcon(shape: keyof typeof shapes): SVGSVGElement {
  return createSvg(
    'svg',
    {
      viewBox: '0 0 16 16',
      class: `lakehouse-icon lakehouse-icon-${shape}`,
      'aria-hidden': 'true',
    },
    createSvg('path', { d: shapes[shape] }),
  );
}

/** Calls `run` when there was no call for `milliseconds`; `now` does it at once, `cancel` never. */
export function debounce(
  run: () => void,
  milliseconds: number,
): { readonly later: () => void; readonly now: () => void; readonly cancel: () => void } {
  let timer: number | undefined;
  const cancel = (): void => {
    window.clearTimeout(timer);
    timer = undefined;
  };
  return {
    later: () => {
      cancel();
      timer = window.setTimeout(run, milliseconds);
    },
    now: () => {
      if (timer === undefined) return;
      cancel();
      run();
    },
    cancel,
  };
}

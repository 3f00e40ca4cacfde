/**
 * VS Code acts on every key of an output: an arrow would leave the grid for the next cell, a letter or Delete
 * could change the cell. These are the grid's, and all signs that can be typed; Escape, which leads back to
 * the cells, F1 and all keys with Ctrl stay the editor's.
 */
const own = new Set(
  'ArrowUp ArrowDown ArrowLeft ArrowRight PageUp PageDown Home End Tab Enter Backspace Delete F2'.split(
    ' ',
  ),
);

export function keepKeys(element: HTMLElement): void {
  element.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey } = event;
    const isTyped = !ctrlKey && !metaKey && key.length === 1;
    if (own.has(key) || isTyped) event.stopPropagation();
  });
}

/** Whether text is typed into it. */
export function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type);
}

import { create, createButton, createIcon } from '../dom.js';
import type { Ask } from '../hostClient.js';
import type { GridAsks, GridView, ResultOutput } from '../protocol.js';
import { fill, nameText, numberText, visibleLines } from '../texts.js';
import { hexDump } from './hexDump.js';
import { parseJson, printJson } from './jsonTree.js';
import { createTree } from './treeView.js';

export interface CellViewer {
  readonly element: HTMLElement;
  focus(): void;
  dispose(): void;
}

/** One value whole, above the rows: long text in its lines, nested values as a tree, bytes in hexadecimal. */
export function createCellViewer(
  { result, ask }: { readonly result: ResultOutput; readonly ask: Ask },
  cell: { readonly row: number; readonly column: number; readonly view: GridView },
  { onCopy, onClose }: { readonly onCopy: () => void; readonly onClose: () => void },
): CellViewer {
  const { words, locale, columns } = result;
  const { name, type, kind } = columns[cell.column] ?? { name: '', type: '', kind: 'other' };
  const title = fill(words.value, nameText(name, words), numberText(cell.row + 1, locale));
  const ends = new AbortController();
  const body = create('div', { class: 'lakehouse-value-body' }, words.loading);
  const wrap = create('input', { type: 'checkbox' });
  wrap.checked = true;
  wrap.addEventListener('change', () => {
    body.classList.toggle('lakehouse-nowrap', !wrap.checked);
  });
  const close = createButton('', onClose, {
    class: 'lakehouse-icon-button',
    'aria-label': words.close,
    title: words.close,
  });
  close.append(createIcon('close'));
  const copy = createButton(words.copyValue, onCopy);
  const element = create(
    'section',
    { class: 'lakehouse-panel', role: 'dialog', 'aria-label': title },
    create(
      'div',
      { class: 'lakehouse-panel-title' },
      create('strong', {}, title),
      create('span', { class: 'lakehouse-type' }, type),
      create('label', { class: 'lakehouse-check' }, wrap, words.wrap),
      copy,
      close,
    ),
    body,
  );
  element.addEventListener('keydown', (event) => {
    if (!event.ctrlKey && !event.metaKey && event.key !== 'F1') event.stopPropagation();
    if (event.key === 'Escape') onClose();
  });
  ask('cell', cell, { signal: ends.signal }).then(
    (value) => {
      body.replaceChildren(...draw(value, kind === 'binary', result));
    },
    (error: unknown) => {
      body.textContent = error instanceof Error ? error.message : String(error);
    },
  );
  return {
    element,
    focus: () => {
      copy.focus();
    },
    dispose: () => {
      ends.abort();
    },
  };
}

function draw(
  { text, isCut, json }: GridAsks['cell']['answer'],
  isBinary: boolean,
  { words }: ResultOutput,
): readonly HTMLElement[] {
  if (text === null) return [create('span', { class: 'lakehouse-null' }, 'NULL')];
  if (text === '') return [create('span', { class: 'lakehouse-empty' }, words.empty)];
  const pre = (shown: string): HTMLElement =>
    create('pre', { tabindex: '0', 'aria-label': words.text, role: 'region' }, visibleLines(shown));
  const cut = isCut ? [create('p', { class: 'lakehouse-note' }, words.cutNote)] : [];
  if (isBinary) return [pre(hexDump(text)), ...cut];
  const written = json ?? text;
  const node = /^\s*[{[]/.test(written) && !isCut ? parseJson(written) : undefined;
  if (node === undefined) return [pre(text), ...cut];
  return [createTree(node, words.tree), pre(json === undefined ? printJson(node) : text)];
}

import { create } from '../dom.js';
import { visibleText } from '../texts.js';
import type { JsonNode } from './jsonTree.js';

/** So many children are drawn of a value that was opened. */
const mostChildren = 1_000;

/**
 * A nested value as a tree: arrows move, right opens, left closes or leads to the parent. Children are drawn
 * when they are seen.
 */
export function createTree(root: JsonNode, label: string): HTMLElement {
  const tree = create('ul', { class: 'lakehouse-tree', role: 'tree', 'aria-label': label });
  const item = createItem('', root, 1);
  tree.append(item);
  item.tabIndex = 0;
  setOpen(item, true);
  tree.addEventListener('keydown', (event) => {
    const now = event.target;
    if (!(now instanceof HTMLElement) || now.role !== 'treeitem') return;
    const next = step(tree, now, event.key);
    if (next === undefined) return;
    event.preventDefault();
    focusItem(tree, next);
  });
  tree.addEventListener('click', ({ target }) => {
    const clicked =
      target instanceof Element ? target.closest<HTMLElement>('[role=treeitem]') : null;
    if (clicked === null) return;
    if (clicked.ariaExpanded !== null) setOpen(clicked, clicked.ariaExpanded !== 'true');
    focusItem(tree, clicked);
  });
  return tree;
}

/** Where a key leads to; `undefined` for keys of others. */
function step(tree: HTMLElement, now: HTMLElement, key: string): HTMLElement | undefined {
  const seen = (): HTMLElement[] =>
    [...tree.querySelectorAll<HTMLElement>('[role=treeitem]')].filter(
      (item) => item.parentElement?.closest('[aria-expanded=false]') === null,
    );
  const beside = (by: number): HTMLElement => {
    const items = seen();
    return items[items.indexOf(now) + by] ?? now;
  };
  switch (key) {
    case 'ArrowDown':
      return beside(1);
    case 'ArrowUp':
      return beside(-1);
    case 'Home':
      return seen()[0] ?? now;
    case 'End':
      return seen().at(-1) ?? now;
    case 'ArrowRight':
      if (now.ariaExpanded === 'true') return beside(1);
      if (now.ariaExpanded === 'false') setOpen(now, true);
      return now;
    case 'ArrowLeft':
      if (now.ariaExpanded === 'true') {
        setOpen(now, false);
        return now;
      }
      return now.parentElement?.closest<HTMLElement>('[role=treeitem]') ?? now;
    case 'Enter':
    case ' ':
      if (now.ariaExpanded !== null) setOpen(now, now.ariaExpanded !== 'true');
      return now;
    default:
      return undefined;
  }
}

function focusItem(tree: HTMLElement, item: HTMLElement): void {
  for (const one of tree.querySelectorAll<HTMLElement>('[role=treeitem]')) one.tabIndex = -1;
  item.tabIndex = 0;
  item.focus();
}

const nodes = new WeakMap<Element, { readonly node: JsonNode; readonly level: number }>();

function createItem(key: string, node: JsonNode, level: number): HTMLElement {
  const item = create('li', { role: 'treeitem', tabindex: '-1', 'aria-level': String(level) });
  nodes.set(item, { node, level });
  const name = key === '' ? '' : `${visibleText(key)}: `;
  const line = create('span', { class: 'lakehouse-tree-line' });
  if (node.kind === 'string' || node.kind === 'bare') {
    const text = node.kind === 'string' ? JSON.stringify(node.text) : node.text;
    line.append(name, create('span', { class: `lakehouse-json-${node.kind}` }, visibleText(text)));
  } else {
    const count = node.children.length;
    line.append(`${name}${node.kind === 'object' ? `{${count}}` : `[${count}]`}`);
    if (count > 0) item.setAttribute('aria-expanded', 'false');
  }
  item.append(line);
  return item;
}

function setOpen(item: HTMLElement, isOpen: boolean): void {
  const { node, level } = nodes.get(item) ?? {};
  if (item.ariaExpanded === null || node === undefined || !('children' in node)) return;
  item.setAttribute('aria-expanded', String(isOpen));
  item.querySelector(':scope > ul')?.remove();
  if (!isOpen) return;
  const shown = node.children.slice(0, mostChildren);
  const items = shown.map(([key, child]) => createItem(key, child, (level ?? 1) + 1));
  const rest = node.children.length - shown.length;
  if (rest > 0) items.push(createItem('', { kind: 'bare', text: `… ${rest}` }, (level ?? 1) + 1));
  item.append(create('ul', { role: 'group' }, ...items));
}

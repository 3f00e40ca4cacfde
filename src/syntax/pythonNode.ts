import type { Span } from '../util/span.js';

/** One node of a Python tree, as plain data: the parser's own tree lives in its memory and is freed at once. */
export interface PyNode extends Span {
  /** The grammar's word for it: `call`, `attribute`, `string`… */
  readonly type: string;
  /** What it is to its parent: `function`, `arguments`, `left`… */
  readonly field: string | undefined;
  readonly parent: PyNode | undefined;
  readonly children: readonly PyNode[];
}

/** A parsed stretch of Python. `text` is the original one: comments are blanked for the parser only. */
export interface PyTree {
  readonly text: string;
  readonly root: PyNode;
  /** The first place that the grammar does not know; rules leave such a text alone. */
  readonly error: Span | undefined;
}

export function childOf(node: PyNode, field: string): PyNode | undefined {
  return node.children.find((child) => child.field === field);
}

export function textOf(tree: PyTree, node: Span): string {
  return tree.text.slice(node.start, node.end);
}

/** The nearest node around this one, or itself, of one of these types. */
export function enclosing(node: PyNode, ...types: readonly string[]): PyNode | undefined {
  let at: PyNode | undefined = node;
  while (at !== undefined && !types.includes(at.type)) at = at.parent;
  return at;
}

/** The node and all below it, parents first. */
export function* walk(node: PyNode): Generator<PyNode> {
  const stack: PyNode[] = [node];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    yield next;
    for (let i = next.children.length - 1; i >= 0; i--) {
      const child = next.children[i];
      if (child !== undefined) stack.push(child);
    }
  }
}

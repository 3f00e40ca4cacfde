import { Language, Parser, type TreeCursor } from 'web-tree-sitter';
import type { Span } from '../util/span.js';
import { blankLines } from './blankLines.js';
import type { PyNode, PyTree } from './pythonNode.js';

/** Where the parser's two WebAssembly files lie: beside the entry of the process, or in their packages. */
export interface PythonWasm {
  readonly runtime: string;
  readonly grammar: string;
}

/** Reads Python; any text has a tree. */
export type PythonParser = (text: string) => PyTree;

/** Loads the parser once for a process. */
export async function loadPythonParser(wasm: PythonWasm): Promise<PythonParser> {
  await Parser.init({ locateFile: () => wasm.runtime });
  const language = await Language.load(wasm.grammar);
  const parser = new Parser();
  parser.setLanguage(language);
  return (text) => {
    const tree = parser.parse(blankLines(text));
    if (tree === null) return unread(text);
    const hasError = tree.rootNode.hasError;
    const cursor = tree.walk();
    try {
      const root = toNode(cursor, language);
      return { text, root, error: hasError ? firstError(root, text) : undefined };
    } finally {
      cursor.delete();
      tree.delete();
    }
  };
}

interface Building extends PyNode {
  readonly children: Building[];
  readonly parent: Building | undefined;
}

/** Copies what rules need: named nodes, and those that have a role (an operator). */
function toNode(cursor: TreeCursor, { types, fields }: Language): PyNode {
  const create = (parent: Building | undefined): Building => {
    const field = cursor.currentFieldId;
    return {
      type: types[cursor.nodeTypeId] ?? 'ERROR',
      field: field === 0 ? undefined : (fields[field] ?? undefined),
      start: cursor.startIndex,
      end: cursor.endIndex,
      parent,
      children: [],
    };
  };
  const root = create(undefined);
  let parent = root;
  if (!cursor.gotoFirstChild()) return root;
  for (;;) {
    // A missing node has no text; it is where the grammar expected something.
    if (cursor.nodeIsNamed || cursor.currentFieldId !== 0 || cursor.nodeIsMissing) {
      const node = cursor.nodeIsMissing ? { ...create(parent), type: 'ERROR' } : create(parent);
      parent.children.push(node);
      if (cursor.gotoFirstChild()) {
        parent = node;
        continue;
      }
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent() || parent === root) return root;
      parent = parent.parent ?? root;
    }
  }
}

function firstError(root: PyNode, text: string): Span {
  const stack: PyNode[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === 'ERROR') {
      return { start: node.start, end: Math.max(node.end, Math.min(node.start + 1, text.length)) };
    }
    stack.push(...node.children.toReversed());
  }
  return { start: 0, end: text.length };
}

function unread(text: string): PyTree {
  const whole = { start: 0, end: text.length };
  const root = { type: 'module', field: undefined, parent: undefined, children: [], ...whole };
  return { text, root, error: whole };
}

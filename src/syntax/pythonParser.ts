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
  const kinds = kindsOf(language);
  return (text) => {
    const tree = parser.parse(blankLines(text));
    if (tree === null) return unread(text);
    const hasError = tree.rootNode.hasError;
    const cursor = tree.walk();
    try {
      const root = toNode(cursor, kinds);
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

/** What the grammar says of its kinds of nodes, read once: each question to the parser is a call into WebAssembly. */
interface Kinds {
  readonly types: readonly string[];
  readonly fields: readonly (string | null)[];
  readonly isNamed: readonly boolean[];
  readonly isLeaf: readonly boolean[];
}

const leaves = new Set(
  'identifier integer float comment string_start string_end escape_sequence escape_interpolation true false none'.split(
    ' ',
  ),
);

function kindsOf(language: Language): Kinds {
  const { types, fields } = language;
  const isNamed = types.map((_, id) => language.nodeTypeIsNamed(id));
  return {
    types,
    fields,
    isNamed,
    isLeaf: types.map((type, id) => isNamed[id] === true && leaves.has(type)),
  };
}

/** Copies what rules need: named nodes, and those that have a role (an operator). */
function toNode(cursor: TreeCursor, { types, fields, isNamed, isLeaf }: Kinds): PyNode {
  const create = (typeId: number, fieldId: number, parent: Building | undefined): Building => {
    const start = cursor.startIndex;
    const end = cursor.endIndex;
    // A missing node has no text; it is where the grammar expected something.
    const isMissing = start === end && cursor.nodeIsMissing;
    return {
      type: isMissing ? 'ERROR' : (types[typeId] ?? 'ERROR'),
      field: fieldId === 0 ? undefined : (fields[fieldId] ?? undefined),
      start,
      end,
      parent,
      children: [],
    };
  };
  const root = create(cursor.nodeTypeId, 0, undefined);
  let parent = root;
  if (!cursor.gotoFirstChild()) return root;
  for (;;) {
    const typeId = cursor.nodeTypeId;
    const fieldId = cursor.currentFieldId;
    // The type of an error is beyond the table.
    if (isNamed[typeId] !== false || fieldId !== 0) {
      const node = create(typeId, fieldId, parent);
      parent.children.push(node);
      if (isLeaf[typeId] !== true && cursor.gotoFirstChild()) {
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

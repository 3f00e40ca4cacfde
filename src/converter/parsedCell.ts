import { type CallParts, callParts } from '../syntax/pythonCalls.js';
import { type Aliases, dottedName, resolveName } from '../syntax/pythonNames.js';
import { type PyNode, type PyTree, walk } from '../syntax/pythonNode.js';
import type { Cell } from './notebook.js';

/** A call with the dotted name of what it calls, as it is written: `w.get`. */
export interface NamedCall extends CallParts {
  readonly written: string | undefined;
  /** The last word of the callee: `save` of `df.write.save`. */
  readonly method: string;
}

/** A Python cell with what one walk over its tree finds. Cells in other languages have no tree. */
export interface ParsedCell {
  readonly cell: Cell;
  readonly tree: PyTree | undefined;
  readonly calls: readonly NamedCall[];
  /** Outermost expressions that build a text: literals, adjacent ones, and those joined with `+`. */
  readonly texts: readonly PyNode[];
  /** Dotted names that are used, not only called: `dbutils.widgets`. */
  readonly names: readonly { readonly node: PyNode; readonly written: string }[];
}

export function parsedCell(cell: Cell, tree: PyTree | undefined): ParsedCell {
  const calls: NamedCall[] = [];
  const texts: PyNode[] = [];
  const names: { node: PyNode; written: string }[] = [];
  // A tree with an error in it may mean something else than it says: rules leave such a cell alone.
  if (tree?.error !== undefined) tree = undefined;
  if (tree === undefined) return { cell, tree, calls, texts, names };
  for (const node of walk(tree.root)) {
    switch (node.type) {
      case 'call': {
        const parts = callParts(tree.text, node);
        if (parts === undefined) break;
        const { callee } = parts;
        const word = callee.type === 'attribute' ? callee.children.at(-1) : callee;
        const method = word?.type === 'identifier' ? tree.text.slice(word.start, word.end) : '';
        calls.push({ ...parts, written: dottedName(tree, callee), method });
        break;
      }
      case 'string':
      case 'concatenated_string':
        if (!isPartOfText(node)) texts.push(node);
        break;
      case 'binary_operator':
        if (!isPartOfText(node) && isTextSum(tree.text, node)) texts.push(node);
        break;
      case 'attribute': {
        if (node.parent?.type === 'attribute') break;
        const written = dottedName(tree, node);
        if (written !== undefined) names.push({ node, written });
        break;
      }
    }
  }
  return { cell, tree, calls, texts, names };
}

/** What the called name stands for, aliases undone. */
export function calledName(call: NamedCall, aliases: Aliases): string | undefined {
  return call.written === undefined ? undefined : resolveName(call.written, aliases);
}

/** `a + b` where one operand is a literal: then all of it is one text. */
function isTextSum(text: string, node: PyNode): boolean {
  const [left, operator, right] = node.children.filter(({ type }) => type !== 'comment');
  if (operator?.type !== '+' || left === undefined || right === undefined) return false;
  return [left, right].some(
    (side) =>
      side.type === 'string' ||
      side.type === 'concatenated_string' ||
      (side.type === 'binary_operator' && isTextSum(text, side)),
  );
}

function isPartOfText(node: PyNode): boolean {
  const { parent } = node;
  if (parent === undefined) return false;
  if (parent.type === 'concatenated_string') return true;
  if (parent.type !== 'binary_operator') return false;
  const operator = parent.children.find(({ field }) => field === 'operator');
  return operator?.type === '+' && isTextSum('', parent);
}

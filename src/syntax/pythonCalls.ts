import { childOf, type PyNode } from './pythonNode.js';

export interface Argument {
  /** The keyword, if it was written with one. */
  readonly name: string | undefined;
  readonly value: PyNode;
  /** The whole argument, keyword and all. */
  readonly node: PyNode;
}

/** A call with its arguments told apart. */
export interface CallParts {
  readonly node: PyNode;
  readonly callee: PyNode;
  readonly arguments: readonly Argument[];
  /** `f(*xs)`, `f(**options)`: which argument is which can not be seen. */
  readonly hasSpread: boolean;
}

/** The parts of a `call` node; `undefined` for any other, and for `f(x for x in xs)`. */
export function callParts(text: string, node: PyNode): CallParts | undefined {
  const callee = childOf(node, 'function');
  const list = childOf(node, 'arguments');
  if (node.type !== 'call' || callee === undefined || list?.type !== 'argument_list') {
    return undefined;
  }
  const found: Argument[] = [];
  let hasSpread = false;
  for (const child of list.children) {
    switch (child.type) {
      case 'comment':
        break;
      case 'list_splat':
      case 'dictionary_splat':
        hasSpread = true;
        break;
      case 'keyword_argument': {
        const name = childOf(child, 'name');
        const value = childOf(child, 'value');
        if (name === undefined || value === undefined) break;
        found.push({ name: text.slice(name.start, name.end), value, node: child });
        break;
      }
      default:
        found.push({ name: undefined, value: child, node: child });
    }
  }
  return { node, callee, arguments: found, hasSpread };
}

/** The argument of a parameter, by its keyword or its place. */
export function argumentOf(
  call: CallParts,
  position: number,
  ...names: readonly string[]
): Argument | undefined {
  const named = call.arguments.find(({ name }) => name !== undefined && names.includes(name));
  if (named !== undefined) return named;
  const positional = call.arguments[position];
  return positional?.name === undefined ? positional : undefined;
}

/** One step of `a.b(1).c.d(2)`. */
export interface Link {
  readonly name: string;
  /** The word itself. */
  readonly word: PyNode;
  readonly call: CallParts | undefined;
  /** Where the step ends, its call included. */
  readonly end: number;
}

/** An expression as a row of steps from what it starts with: `spark.read.format("x").load(p)`. */
export interface Chain {
  readonly node: PyNode;
  readonly base: PyNode;
  readonly links: readonly Link[];
}

/** The chain that ends at `node`, the last step last. */
export function chainOf(text: string, node: PyNode): Chain {
  const links: Link[] = [];
  let at = node;
  for (;;) {
    const call = callParts(text, at);
    const attribute = call === undefined ? at : call.callee;
    if (attribute.type !== 'attribute') break;
    const object = childOf(attribute, 'object');
    const word = childOf(attribute, 'attribute');
    if (object === undefined || word === undefined) break;
    links.push({ name: text.slice(word.start, word.end), word, call, end: at.end });
    at = object;
  }
  return { node, base: at, links: links.reverse() };
}

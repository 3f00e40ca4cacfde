import type { Span } from '../util/span.js';
import type { PyNode, PyTree } from './pythonNode.js';

/** One literal of Python: `f"a{b}"`. */
export interface StringPart extends Span {
  readonly kind: 'string';
  /** Lower case, without the quotes: `f`, `rb`, empty. */
  readonly prefix: string;
  readonly quote: string;
  readonly content: Span;
  readonly holes: readonly Hole[];
}

/** `{expression}` of an f-string, braces included. */
export interface Hole extends Span {
  readonly expression: PyNode | undefined;
  /** It has a conversion or a format, so that its text is not just the value's. */
  readonly isFormatted: boolean;
}

/** An operand that is no literal: `"a" + x`. */
export interface OtherPart extends Span {
  readonly kind: 'other';
  readonly node: PyNode;
}

export type TextPart = StringPart | OtherPart;

/**
 * The parts of an expression that builds a text: a literal, adjacent literals, or those joined with `+`.
 * `undefined` where no part is a literal, and for bytes.
 */
export function textParts(tree: PyTree, node: PyNode): readonly TextPart[] | undefined {
  const parts: TextPart[] = [];
  if (!collectParts(tree, node, parts)) return undefined;
  return parts.some(({ kind }) => kind === 'string') ? parts : undefined;
}

/** A `string` node as a part; `undefined` where a quote is missing. */
export function stringPart({ text }: PyTree, node: PyNode): StringPart | undefined {
  const open = node.children[0];
  const close = node.children.at(-1);
  if (open?.type !== 'string_start' || close?.type !== 'string_end') return undefined;
  const opening = text.slice(open.start, open.end);
  const at = opening.search(/["']/);
  const holes = node.children
    .filter(({ type }) => type === 'interpolation')
    .map((hole): Hole => {
      const expression = hole.children.find(({ field }) => field === 'expression');
      const isFormatted = hole.children.some(
        ({ type }) => type === 'type_conversion' || type === 'format_specifier',
      );
      return { start: hole.start, end: hole.end, expression, isFormatted };
    });
  return {
    kind: 'string',
    start: node.start,
    end: node.end,
    prefix: opening.slice(0, at).toLowerCase(),
    quote: opening.slice(at),
    content: { start: open.end, end: close.start },
    holes,
  };
}

/** What a piece of a literal's source stands for. Only the common escapes; others stay as they are. */
export function decode(source: string, prefix: string): string {
  const braces = prefix.includes('f')
    ? source.replace(/\{\{|\}\}/g, (pair) => pair.charAt(0))
    : source;
  if (prefix.includes('r')) return braces;
  return braces.replace(/\\(\r\n|[^])/g, (all, escaped: string) => escapes[escaped] ?? all);
}

/** Text as it is to be written between the quotes of a literal. */
export function encode(text: string, { prefix, quote }: { prefix: string; quote: string }): string {
  let encoded = text;
  if (!prefix.includes('r')) {
    encoded = encoded.replaceAll('\\', '\\\\');
    const mark = quote.charAt(0);
    if (quote.length === 1) encoded = encoded.replaceAll(mark, `\\${mark}`);
    else encoded = encoded.replaceAll(quote, `\\${mark}`.repeat(3));
    if (quote.length === 1) encoded = encoded.replaceAll('\n', '\\n');
  }
  return prefix.includes('f') ? encoded.replaceAll(/[{}]/g, '$&$&') : encoded;
}

/** A literal of Python for a text, with double quotes. */
export function pythonString(text: string): string {
  const encoded = encode(text, { prefix: '', quote: '"' }).replaceAll('\r', '\\r');
  return `"${encoded}"`;
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
  '\r\n': '',
};

function collectParts(tree: PyTree, node: PyNode, parts: TextPart[]): boolean {
  switch (node.type) {
    case 'string': {
      const part = stringPart(tree, node);
      if (part === undefined || part.prefix.includes('b')) return false;
      parts.push(part);
      return true;
    }
    case 'concatenated_string':
    case 'parenthesized_expression':
      return node.children
        .filter(({ type }) => type !== 'comment')
        .every((child) => collectParts(tree, child, parts));
    case 'binary_operator': {
      const [left, operator, right] = node.children.filter(({ type }) => type !== 'comment');
      if (left !== undefined && right !== undefined && operator?.type === '+') {
        return collectParts(tree, left, parts) && collectParts(tree, right, parts);
      }
      parts.push({ kind: 'other', node, start: node.start, end: node.end });
      return true;
    }
    default:
      parts.push({ kind: 'other', node, start: node.start, end: node.end });
      return true;
  }
}

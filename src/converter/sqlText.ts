import { splitStatements } from '../sql/split.js';
import { type Token, tokenize } from '../sql/tokens.js';
import { childOf, type PyNode, type PyTree } from '../syntax/pythonNode.js';
import { type StringPart, type TextPart, textParts } from '../syntax/pythonStrings.js';
import type { Span } from '../util/span.js';

/** A piece of new SQL: text as SQL has it, or a Python expression whose text goes there. */
export type SqlPiece = string | { readonly python: string };

/** Replaces a stretch of SQL. Offsets are those of the cell's text. */
export interface SqlEdit extends Span {
  readonly pieces: readonly SqlPiece[];
}

/**
 * SQL in a cell. `masked` has as many characters as the stretch it stands for: Python's holes are names of
 * underscores in it, escapes and what lies between adjacent literals are blanks.
 */
export interface SqlText extends Span {
  readonly masked: string;
  /** The literals it is made of; `undefined` where the cell itself is SQL. */
  readonly literals: readonly StringPart[] | undefined;
  /** A literal can take further holes, unless `%` or `.format` fills in the ones it has. */
  readonly takesHoles: boolean;
  /** The `spark.sql(…)` call, where it is in one. */
  readonly call: PyNode | undefined;
}

/** One statement, with its tokens. All offsets are those of the cell's text. */
export interface SqlStatement extends Span {
  readonly sql: SqlText;
  /** The masked text of the statement. */
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** The SQL that a SQL cell is; its magic is blanked. */
export function sqlOfCell(text: string, magicEnd: number): SqlText {
  const masked = ' '.repeat(magicEnd) + text.slice(magicEnd);
  return {
    start: 0,
    end: text.length,
    masked,
    literals: undefined,
    takesHoles: true,
    call: undefined,
  };
}

/** The SQL that an expression builds; `undefined` where it is no text. */
export function sqlOfExpression(
  tree: PyTree,
  node: PyNode,
  call: PyNode | undefined,
): SqlText | undefined {
  const filled = filledText(tree, node);
  const parts = textParts(tree, filled.node);
  if (parts === undefined) return undefined;
  const literals = parts.filter((part) => part.kind === 'string');
  const start = Math.min(...parts.map((part) => inner(part).start));
  const end = Math.max(...parts.map((part) => inner(part).end));
  const masked = new Array<string>(end - start).fill(' ');
  for (const part of parts) {
    const piece = part.kind === 'string' ? maskLiteral(tree.text, part, filled.by) : undefined;
    const at = inner(part);
    for (let i = at.start; i < at.end; i++) {
      masked[i - start] = piece === undefined ? '_' : (piece[i - at.start] ?? ' ');
    }
  }
  return { start, end, masked: masked.join(''), literals, takesHoles: filled.by === 'none', call };
}

/** Its statements, in their order. */
export function statementsOf(sql: SqlText): readonly SqlStatement[] {
  return splitStatements(sql.masked, 'databricks').map(({ start, end, text }) => ({
    sql,
    start: start + sql.start,
    end: end + sql.start,
    text,
    tokens: tokenize(text, 'databricks').map((token) => ({
      ...token,
      start: token.start + start + sql.start,
      end: token.end + start + sql.start,
    })),
  }));
}

type FilledBy = 'none' | 'percent' | 'format';

/** Takes `"…" % x` and `"…".format(x)` apart. */
function filledText(tree: PyTree, node: PyNode): { node: PyNode; by: FilledBy } {
  if (node.type === 'binary_operator') {
    const left = childOf(node, 'left');
    const operator = childOf(node, 'operator');
    if (operator?.type === '%' && left !== undefined) return { node: left, by: 'percent' };
  }
  if (node.type === 'call') {
    const callee = childOf(node, 'function');
    const method = callee === undefined ? undefined : childOf(callee, 'attribute');
    const object = callee === undefined ? undefined : childOf(callee, 'object');
    if (object !== undefined && method !== undefined) {
      const name = tree.text.slice(method.start, method.end);
      if (name === 'format') return { node: object, by: 'format' };
    }
  }
  return { node, by: 'none' };
}

function inner(part: TextPart): Span {
  return part.kind === 'string' ? part.content : part;
}

function maskLiteral(text: string, part: StringPart, by: FilledBy): string {
  let content = '';
  let at = part.content.start;
  const plain = (to: number): void => {
    content += maskEscapes(text.slice(at, to), part.prefix, by);
  };
  for (const hole of part.holes) {
    plain(hole.start);
    content += '_'.repeat(hole.end - hole.start);
    at = hole.end;
  }
  plain(part.content.end);
  return content;
}

function maskEscapes(source: string, prefix: string, by: FilledBy): string {
  let masked = source;
  if (prefix.includes('f')) masked = masked.replace(/\{\{/g, ' {').replace(/\}\}/g, '} ');
  if (by === 'format') masked = masked.replace(/\{\w*\}/g, (hole) => '_'.repeat(hole.length));
  if (by === 'percent') {
    masked = masked.replace(/%(?:\(\w+\))?[sdrif]/g, (hole) => '_'.repeat(hole.length));
  }
  if (prefix.includes('r')) return masked;
  return masked.replace(/\\([^])/g, (_, escaped: string) =>
    escaped === "'" || escaped === '"' ? ` ${escaped}` : '  ',
  );
}

import type { Edit } from '../syntax/edits.js';
import { encode, type StringPart } from '../syntax/pythonStrings.js';
import type { Span } from '../util/span.js';
import type { SqlEdit, SqlPiece, SqlText } from './sqlText.js';

/** Edits of SQL as edits of the Python literal that holds it; `undefined` where it can not hold them. */
export function literalEdits(
  text: string,
  sql: SqlText,
  edits: readonly SqlEdit[],
): readonly Edit[] | undefined {
  const done: Edit[] = [];
  const toFormat = new Set<StringPart>();
  for (const edit of edits) {
    const literal = sql.literals?.find(({ content }) => isWithin(edit, content));
    if (literal === undefined) return undefined;
    const needsHole = edit.pieces.some((piece) => typeof piece !== 'string');
    if (needsHole && (!sql.takesHoles || literal.prefix.includes('u'))) return undefined;
    if (needsHole && !literal.prefix.includes('f')) toFormat.add(literal);
  }
  for (const literal of toFormat) {
    done.push({ start: literal.start, end: literal.start, text: 'f' });
    const source = text.slice(literal.content.start, literal.content.end);
    for (const { index } of source.matchAll(/[{}]/g)) {
      const at = literal.content.start + index;
      const isReplaced = edits.some(({ start, end }) => start <= at && at < end);
      if (!isReplaced) done.push({ start: at, end: at, text: text.charAt(at) });
    }
  }
  for (const { start, end, pieces } of edits) {
    const literal = sql.literals?.find(({ content }) => isWithin({ start, end }, content));
    if (literal === undefined) return undefined;
    const { quote } = literal;
    const prefix = literal.prefix + (toFormat.has(literal) ? 'f' : '');
    done.push({ start, end, text: writePieces(pieces, { prefix, quote }) });
  }
  return done;
}

/** SQL of a cell, edited, as a literal of Python. */
export function sqlLiteral(text: string, at: Span, edits: readonly SqlEdit[]): string {
  const pieces: SqlPiece[] = [];
  let from = at.start;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    pieces.push(text.slice(from, edit.start), ...edit.pieces);
    from = edit.end;
  }
  pieces.push(text.slice(from, at.end));
  return piecesLiteral(pieces);
}

/** SQL as a literal of Python; one in three quotes where it has several lines. */
export function piecesLiteral(pieces: readonly SqlPiece[]): string {
  const plain = pieces.map((piece) => (typeof piece === 'string' ? piece : '')).join('');
  const isLong = /[\n"]/.test(plain);
  const quote = isLong ? '"""' : '"';
  const prefix = pieces.some((piece) => typeof piece !== 'string') ? 'f' : '';
  const body = writePieces(pieces, { prefix, quote });
  return isLong && plain.includes('\n')
    ? `${prefix}"""\n${body}\n"""`
    : `${prefix}${quote}${body.endsWith('"') && isLong ? `${body} ` : body}${quote}`;
}

/** Pieces as they stand between the quotes of a literal. */
export function writePieces(
  pieces: readonly SqlPiece[],
  literal: { prefix: string; quote: string },
): string {
  return pieces
    .map((piece) =>
      typeof piece === 'string' ? encode(piece, literal) : hole(piece.python, literal.quote),
    )
    .join('');
}

/** Before Python 3.12 an f-string can not have its own quotes in a hole. */
function hole(expression: string, quote: string): string {
  return `{${quote.startsWith("'") ? expression.replaceAll("'", '"') : expression}}`;
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

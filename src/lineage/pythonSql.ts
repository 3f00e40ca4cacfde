import type { Span } from '../util/span.js';

/** A string literal of a Python text that is the SQL of a `spark.sql(…)`. The span is of what the quotes hold. */
export interface PythonSql extends Span {
  /** As long as in the file: escaped line ends are blanks. */
  readonly text: string;
}

/**
 * The SQL that Python code gives to `spark.sql` as one literal. What is put together at run time, or holds a value or
 * an escape that is not a line end, is left out. A scan of literals and comments, without a grammar: never throws.
 */
export function pythonSql(python: string): readonly PythonSql[] {
  const found: PythonSql[] = [];
  const opening = /#[^\r\n]*|(?<![\p{L}\p{N}_])([A-Za-z]{0,2})("""|'''|"|')/gu;
  let codeStart = 0;
  for (let match = opening.exec(python); match !== null; match = opening.exec(python)) {
    const [whole, prefix, quote] = match;
    const before = python.slice(codeStart, match.index);
    codeStart = opening.lastIndex;
    if (prefix === undefined || quote === undefined) continue;
    const start = match.index + whole.length;
    const { end, isClosed } = literalEnd(python, start, quote);
    codeStart = isClosed ? end + quote.length : end;
    opening.lastIndex = codeStart;
    const text = isClosed ? literalText(python.slice(start, end), prefix) : undefined;
    if (text === undefined || !callBefore.test(before)) continue;
    closing.lastIndex = codeStart;
    if (closing.test(python)) found.push({ start, end, text });
  }
  return found;
}

const callBefore = /(?<![\p{L}\p{N}_.])spark\s*\.\s*sql\s*\(\s*$/u;
/** The end of the argument: no `+`, no `.format`, no second literal. */
const closing = /\s*[,)]/y;

function literalEnd(
  python: string,
  start: number,
  quote: string,
): { readonly end: number; readonly isClosed: boolean } {
  for (let at = start; at < python.length; at++) {
    const here = python.charAt(at);
    if (here === '\\') at++;
    else if (python.startsWith(quote, at)) return { end: at, isClosed: true };
    else if (quote.length === 1 && (here === '\n' || here === '\r')) {
      return { end: at, isClosed: false };
    }
  }
  return { end: python.length, isClosed: false };
}

function literalText(source: string, prefix: string): string | undefined {
  const kind = prefix.toLowerCase();
  if (kind.includes('b') || (/[ft]/.test(kind) && /[{}]/.test(source))) return undefined;
  if (kind.includes('r')) return source;
  const text = source.replace(/\\(?:[nrt]|\r\n|\r|\n)/g, (escape) => ' '.repeat(escape.length));
  // A blank does not end a comment as a line end does.
  const isOther = text.includes('\\') || (text !== source && text.includes('--'));
  return isOther ? undefined : text;
}

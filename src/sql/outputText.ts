import type { Span } from '../util/span.js';
import type { Dialect } from './dialect.js';
import { type Token, tokenize } from './tokens.js';

/**
 * The expressions that a statement gives names to in its select lists, found by the tokens before an alias: the parser
 * does not say where an expression starts. Nothing where that can not be told, or where the named column is made of
 * several branches (`UNION`), of which the alias stands in the first only.
 */
export function createOutputText(
  statement: string,
  dialect: Dialect,
): (alias: Span) => string | undefined {
  const tokens = tokenize(statement, dialect).filter(({ kind }) => kind !== 'comment');
  const depths = depthsOf(tokens, statement);
  const wordAt = (at: number): string | undefined => {
    const token = tokens[at];
    return token?.kind === 'word'
      ? statement.slice(token.start, token.end).toLowerCase()
      : undefined;
  };
  const branches = tokens.flatMap((_, at) =>
    branching.has(wordAt(at) ?? '') ? [depths[at] ?? 0] : [],
  );
  const branchDepth = Math.min(Infinity, ...branches);

  return (alias) => {
    const place = tokens.findIndex(({ start }) => start === alias.start);
    const depth = depths[place];
    if (depth === undefined || branchDepth <= depth) return undefined;
    const end = wordAt(place - 1) === 'as' ? place - 1 : place;
    let first = end;
    for (let at = end - 1; ; at--) {
      const token = tokens[at];
      const above = depths[at];
      if (token === undefined || above === undefined || above < depth) return undefined;
      if (above === depth && statement.slice(token.start, token.end) === ',') break;
      if (above === depth && wordAt(at) === 'select') break;
      first = at;
    }
    if (wordAt(first) === 'distinct' || wordAt(first) === 'all') first++;
    const from = tokens[first];
    const to = tokens[end - 1];
    if (from === undefined || to === undefined || first >= end || wordAt(first) === 'on') {
      return undefined;
    }
    return statement.slice(from.start, to.end);
  };
}

const branching: ReadonlySet<string> = new Set(['union', 'intersect', 'except', 'minus']);

/** How many brackets are open around each token; a bracket itself counts as outside. */
function depthsOf(tokens: readonly Token[], text: string): readonly number[] {
  let depth = 0;
  return tokens.map(({ kind, start }) => {
    if (kind !== 'symbol') return depth;
    const here = text.charAt(start);
    if ('([{'.includes(here)) return depth++;
    return ')]}'.includes(here) ? --depth : depth;
  });
}

import type { AnalyzedStatement } from '../sql/analyze.js';
import type { NameUse } from '../sql/resolve/resolution.js';
import type { HoverRequest } from './hoverRequest.js';
import type { LineageIndex } from './lineageIndex.js';
import type { Names } from './names.js';

/** The name under the caret, in its statement. */
export interface UseAt {
  readonly names: Names;
  readonly statements: readonly AnalyzedStatement[];
  readonly statement: AnalyzedStatement;
  readonly use: NameUse;
}

/** Nothing where the caret is on no name whose meaning was looked for. */
export function useAt(
  index: LineageIndex,
  { uri, cell, offset, cells, others }: HoverRequest,
): UseAt | undefined {
  const { names, statements } = index.analyze(uri, cell, cells, others);
  const statement = statements.find(({ span }) => covers(span, offset));
  const use = statement?.resolution.uses.filter(({ span }) => covers(span, offset)).at(-1);
  return statement && use && { names, statements, statement, use };
}

function covers(span: { readonly start: number; readonly end: number }, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

import type { Span } from '../util/span.js';
import type { Dialect } from './dialect.js';
import { eachInsert } from './multiInsert.js';
import type { ParseProblem, SqlParser } from './parser.js';
import type { Resolution, SchemaLookup } from './resolve/resolution.js';
import { resolve } from './resolve/resolve.js';
import { Session } from './session.js';
import { splitStatements } from './split.js';

/** One statement of a text and what it means. All spans are of the whole text. */
export interface AnalyzedStatement {
  readonly span: Span;
  readonly resolution: Resolution;
  /** Why the statement could not be read, where it could not. */
  readonly problem?: ParseProblem;
}

/**
 * Every statement of a text. Each is read on its own, so that one that can not be read does not end the rest, and
 * after those before it: what they made and what they `USE` counts. A `session` goes on with that of earlier texts. Never throws.
 */
export function analyzeText(
  parser: SqlParser,
  text: string,
  dialect: Dialect,
  schema: SchemaLookup,
  session = new Session(dialect, schema),
): readonly AnalyzedStatement[] {
  const statements = splitStatements(text, dialect).flatMap((each) => eachInsert(each, dialect));
  return statements.map(({ start, end, text: statement }) => {
    const parsed = parser.parse(statement, dialect, start);
    const resolution = resolve(parsed, dialect, session.schema, session.qualify);
    if (parsed.kind === 'statement') session.after(parsed.statement, resolution);
    return {
      span: { start, end },
      resolution,
      ...(parsed.kind === 'problem' ? { problem: parsed } : {}),
    };
  });
}

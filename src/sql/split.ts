import type { Span } from '../util/span.js';
import type { Dialect } from './dialect.js';
import { createStatementStarts } from './statementStarts.js';
import { tokenize } from './tokens.js';

/** One statement of a text: from its first word to its last, without the `;` and without outer comments. */
export interface StatementSpan extends Span {
  readonly text: string;
}

/** The statements of a text in their order, in broken text too; none where there is nothing but comments. */
export function splitStatements(text: string, dialect: Dialect): readonly StatementSpan[] {
  const statements: StatementSpan[] = [];
  let start: number | undefined;
  let end = 0;
  const close = (): void => {
    if (start !== undefined) statements.push({ start, end, text: text.slice(start, end) });
    start = undefined;
  };
  const starts = dialect === 'tsql' ? createStatementStarts() : undefined;
  let depth = 0;
  let before = ';';
  for (const token of tokenize(text, dialect)) {
    if (token.kind === 'comment') continue;
    const symbol = token.kind === 'symbol' ? text.charAt(token.start) : '';
    if (symbol === ';') {
      close();
      before = ';';
      continue;
    }
    if (starts !== undefined) {
      depth += symbol === '(' ? 1 : symbol === ')' ? -1 : 0;
      const word = text.slice(token.start, token.end).toLowerCase();
      if (token.kind === 'word' && depth === 0 && starts(word, before)) close();
      before = word;
    }
    start ??= token.start;
    end = token.end;
  }
  close();
  return statements;
}

import type { Dialect } from './dialect.js';
import type { StatementSpan } from './split.js';
import { tokenize } from './tokens.js';

/**
 * Spark's and Hive's `FROM a INSERT INTO b SELECT … INSERT INTO c SELECT …` as a statement for each of its targets:
 * what belongs to the others is blank, so that everything stays where it is. Any other statement is itself.
 */
export function eachInsert(statement: StatementSpan, dialect: Dialect): readonly StatementSpan[] {
  const { text } = statement;
  if (!/^from\b/i.test(text) || !/\binsert\b/i.test(text)) return [statement];
  const starts: number[] = [];
  let depth = 0;
  for (const { kind, start, end } of tokenize(text, dialect)) {
    const source = text.slice(start, end).toLowerCase();
    if (kind === 'symbol') depth += source === '(' ? 1 : source === ')' ? -1 : 0;
    else if (kind === 'word' && depth === 0 && source === 'insert') starts.push(start);
  }
  const [first] = starts;
  if (first === undefined) return [statement];
  return starts.map((start, at) => {
    const end = starts[at + 1] ?? text.length;
    const blank = text.slice(first, start).replace(/[^\r\n]/g, ' ');
    return { ...statement, text: text.slice(0, first) + blank + text.slice(start, end).trimEnd() };
  });
}
